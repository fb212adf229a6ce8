import { expect, it } from 'vitest';
import { diagnosePractice } from './practice-diagnosis.ts';

it.each([
  ['8.0', 'Create default resource', 'Open settings'],
  ['8.3.1', 'Open settings', 'Create default resource'],
])('a run of version %s says where to click there', async (creatioVersion, present, absent) => {
  const { report } = await diagnosePractice('settings-empty', { creatioVersion });
  const clicks = (report.remediation?.steps ?? []).flatMap(({ path = [] }) => path);
  expect(clicks).toContain(present);
  expect(clicks).not.toContain(absent);
});
