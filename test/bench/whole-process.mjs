// (b) The command line as a whole process, against a Node that does nothing.
import { cli, interleaved, medianOf, timed } from './measure.mjs';

export async function measureWholeProcess() {
  const [checks, nothing] = await interleaved(15, [
    () => timed(process.execPath, [cli, 'check', 'practice']),
    () => timed(process.execPath, ['-e', '0']),
  ]);
  const [checkMs, nothingMs] = [medianOf(checks, 'ms'), medianOf(nothing, 'ms')];
  return {
    title: '`check practice` as a whole process, against `node -e 0`',
    rows: [
      ['creatio-oauth check practice', checkMs, medianOf(checks, 'mebibytes')],
      ['node -e 0', nothingMs, medianOf(nothing, 'mebibytes')],
    ],
    ratio: { name: 'check / node', value: checkMs / nothingMs, atMost: 5 },
  };
}
