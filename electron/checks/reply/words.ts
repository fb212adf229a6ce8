export { inBrief } from '../../../shared/brief.ts';
