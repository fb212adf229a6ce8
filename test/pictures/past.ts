import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHistory } from '../../electron/history/index.ts';
import type { Services } from '../../electron/ipc/index.ts';
import { schemaVersion } from '../../electron/profiles/index.ts';
import { practiceProfileId } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { runDiagnosis } from '../fixtures/console-services.ts';
import { environments } from './environments.ts';

const hourMs = 3_600_000;

/** What the practice environment played in the last days, the oldest first, and how many hours ago. */
const played: readonly (readonly [hoursAgo: number, scenario: string])[] = [
  [316, 'healthy'],
  [292, 'healthy'],
  [268, 'healthy'],
  [244, 'identity-service-unavailable'],
  [243, 'healthy'],
  [220, 'healthy'],
  [196, 'healthy'],
  [172, 'https'],
  [148, 'https'],
  [124, 'identity-service-certificate-expires-soon'],
  [100, 'identity-service-certificate-expires-soon'],
  [76, 'identity-service-certificate-expired'],
  [75, 'https'],
  [52, 'https'],
  [28, 'token-not-retrievable'],
  [27, 'https'],
  [4, 'healthy'],
];

/** Fills the folder of a console: environments with a last run each, and some days of history. */
export async function writePast(dataFolder: string, services: Services): Promise<void> {
  const history = createHistory({ folder: join(dataFolder, 'history') });
  const profiles = environments.map(({ settings }) => ({
    ...settings,
    id: randomUUID(),
    secrets: [{ name: 'client-secret', setAt: new Date(Date.now() - 400 * hourMs).toISOString() }],
  }));
  await writeFile(join(dataFolder, 'profiles.json'), JSON.stringify({ schemaVersion, profiles }));
  for (const [hoursAgo, scenario] of played) {
    const report = await runOf(services, scenario);
    await history.append(randomUUID(), movedBack(report, hoursAgo));
  }
  for (const [index, { settings, scenario, hoursAgo }] of environments.entries()) {
    const report = await runOf(services, scenario);
    const { id = '' } = profiles[index] ?? {};
    const profile = { ...report.profile, id, name: settings.name, creatioUrl: settings.creatioUrl };
    await history.append(randomUUID(), movedBack({ ...report, profile }, hoursAgo));
  }
}

/** Plays a scenario of the practice environment to its end. */
async function runOf(services: Services, scenario: string): Promise<Report> {
  await services.handlers['practice.switch']({ scenario });
  return runDiagnosis(services, practiceProfileId);
}

function movedBack(report: Report, hours: number): Report {
  const earlier = (moment: string): string => new Date(Date.parse(moment) - hours * hourMs).toISOString();
  const checks = report.checks.map((check) => ({ ...check, startedAt: earlier(check.startedAt) }));
  return { ...report, startedAt: earlier(report.startedAt), checks };
}
