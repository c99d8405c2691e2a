import { pipeline } from 'pipectl';

export default pipeline('archive', []);
