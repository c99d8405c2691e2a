// Loaded before a server that would listen on all addresses: it listens on this machine's only, and ends with whoever
// started it.
const net = require('node:net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const port = typeof args[0] === 'object' ? args[0].port : args[0];
  const done = args.find((arg) => typeof arg === 'function');
  return listen.call(this, { port, host: '127.0.0.1' }, done);
};
process.stdin.on('end', () => process.exit()).resume();
