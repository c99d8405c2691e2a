/** Jest's globalTeardown: ends the compile service. */
export { teardown as default } from './jest-setup.js';
