#!/usr/bin/env node
/** The command line: reads the words, runs one command, ends with an exit code. Heavy parts are loaded by the command. */
import { runCli } from './run-cli.js';

await runCli(process.argv.slice(2));
