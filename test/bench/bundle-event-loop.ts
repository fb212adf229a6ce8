// Makes a bundle of a folder and prints for how long the event loop of this thread stood still at most.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBundle, orderOf } from '../../electron/bundle/index.ts';
import { findLogs, planReading } from '../../electron/logs/index.ts';
import { logSelectionSchema } from '../../shared/logs.ts';
import { defaultTimeLimitSeconds, profileDefaults, type Profile } from '../../shared/profile.ts';

const [folder = '', target = ''] = process.argv.slice(2);
const profile: Profile = {
  ...profileDefaults,
  id: 'bench',
  name: 'Bench',
  creatioUrl: '',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: defaultTimeLimitSeconds,
};
const found = await findLogs({ profile, folders: [folder], system: [] });
const selection = logSelectionSchema.parse({
  profileId: profile.id,
  folders: [folder],
  files: 'all',
  period: { kind: 'everything' },
});
const clockDifferences = { creatioMs: null, identityServiceMs: null };
const plan = await planReading(found, { selection, recorded: null, clockDifferences });
const order = orderOf(
  {
    plan,
    profile,
    report: null,
    session: null,
    systemFacts: null,
    oauthTraces: null,
    facts: { caseNumber: '', whatHappened: '', when: '', tried: '' },
    redaction: { secrets: [], keep: [], rules: [], exceptions: [] },
    skipped: [],
  },
  { target, encryption: { kind: 'none' } },
);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
await createBundle(order);
delay.disable();
console.log(JSON.stringify({ longestMs: delay.max / 1e6 }));
