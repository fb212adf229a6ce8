import { elapsedInWords } from '../../shared/date.ts';
import { platformTitles } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { momentInWords } from './words.ts';

/** What a report says of the environment and of the run, as names and values. */
export function factsOf({ profile, outcome, emptySettings, routes = [], startedAt, durationMs, host, tool }: Report): {
  label: string;
  value: string;
}[] {
  const platform = profile.platform === 'auto' ? [] : [{ label: 'Platform', value: platformTitles[profile.platform] }];
  return [
    { label: 'Environment', value: `${profile.name}${profile.production === true ? ' (production)' : ''}` },
    { label: 'Creatio URL', value: profile.creatioUrl },
    ...platform,
    { label: 'Outcome', value: outcome },
    ...(emptySettings.length > 0 ? [{ label: 'Empty system settings', value: emptySettings.join(', ') }] : []),
    ...routes.map(({ target, route }) => ({ label: `Route to ${target}`, value: route })),
    { label: 'Checked', value: `${momentInWords(startedAt)}, in ${elapsedInWords(durationMs)}` },
    { label: 'Checked from', value: `${host.name} (${host.os})` },
    { label: 'Tool', value: `${tool.name} ${tool.version}` },
  ];
}
