/** Which processes belong to a folder, what they listen on, and whether anything still answers there. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';

/** Every process of the local services has the folder in its arguments. */
export function processesOf(folder: string): readonly number[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(folder) && line.includes('java'))
    .map((line) => Number(line.trim().split(' ')[0]));
}

/** As far as the system tells: only Linux does, in /proc. */
export function portsOf(processes: readonly number[]): readonly number[] {
  const sockets = new Set(processes.flatMap(socketsOf));
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
    try {
      return readFileSync(file, 'utf8').split('\n').slice(1);
    } catch {
      return [];
    }
  });
  const LISTEN = '0A';
  const ports = lines
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells[3] === LISTEN && sockets.has(cells[9] ?? ''))
    .map((cells) => parseInt((cells[1] ?? '').split(':')[1] ?? '', 16));
  return [...new Set(ports)];
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode === undefined ? [] : [inode];
    });
  } catch {
    return [];
  }
}

/** One that was closed a moment ago has none. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

export async function answering(ports: readonly number[]): Promise<readonly number[]> {
  const found = await Promise.all(ports.map(isAnswering));
  return ports.filter((_, i) => found[i]);
}

const isAnswering = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
