// `npm run pictures`: takes the pictures of README.md anew, in a real Electron, while the suite plays its story.
import { run } from './tools/run.mjs';

process.exitCode = await run(process.execPath, ['build/test.mjs', 'test/electron/story.test.ts'], {
  env: { ...process.env, PICTURES_FOLDER: 'docs/pictures' },
});
