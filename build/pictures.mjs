// `npm run pictures`: takes the pictures of README.md and of the user guide anew. With names, these alone: npm run pictures -- fix history
import { runNode } from './tools/run.mjs';

const bundled = await runNode(['build/bundle.mjs']);
process.exitCode = bundled || (await runNode(['test/pictures/take.ts', ...process.argv.slice(2)]));
