import { randomUUID } from 'node:crypto';
import {
  defaultTimeLimitSeconds,
  practiceProfileId,
  settingDefaults,
  type Profile,
  type Settings,
} from '../../shared/profile.ts';
import type { ImportChoice, ImportRow } from '../../shared/transfer.ts';
import { mergeSettings, withEnding } from '../profiles/index.ts';
import { duplicateFinder, nameKey, addressKey, type Duplicate } from './duplicates.ts';
import type { IncomingEnvironment, StatedSettings } from './incoming.ts';

/** What would become of one environment of a file, and of which stored one it is the same. */
export interface PlannedRow {
  environment: IncomingEnvironment;
  duplicate: Duplicate | null;
  /** The names of the settings that replacing the duplicate changes. */
  changes: readonly string[];
  choice: ImportChoice;
  notes: readonly string[];
}

const titles: Readonly<Record<keyof Settings, string>> = {
  name: 'name',
  creatioUrl: 'Creatio URL',
  platform: 'platform',
  identityServiceUrl: 'Identity Service URL',
  clientId: 'client id',
  timeLimitSeconds: 'time limit',
  group: 'group',
  production: 'production mark',
  creatioVersion: 'Creatio version',
  logFolders: 'log folders',
  notes: 'notes',
  caseNumber: 'case number',
  trust: 'trust',
  proxy: 'proxy',
  furtherClients: 'further clients',
  savedRequests: 'saved requests of the test client',
};

/** Looks at what a file brings beside what is stored. What is there already is skipped unless the user decides otherwise. */
export function planImport(environments: readonly IncomingEnvironment[], stored: readonly Profile[]): PlannedRow[] {
  const find = duplicateFinder(stored);
  const seen = new Map<string, string>();
  return environments.map((environment) => {
    const duplicate = find(environment);
    const key = addressKey(environment.settings);
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, environment.settings.name);
    const notes = [
      ...environment.notes,
      ...(twin === undefined ? [] : [`Has the same Creatio address and client as “${twin}” in this file.`]),
      ...(duplicate !== null && wouldRedirect(duplicate.profile, environment)
        ? ['Replacing it keeps the secrets that are stored here; they would then go to the addresses of the file.']
        : []),
    ];
    return {
      environment,
      duplicate,
      changes: duplicate === null ? [] : changesOf(duplicate.profile, environment.settings),
      choice: duplicate === null ? 'add' : 'skip',
      notes,
    };
  });
}

/** A planned row as the page sees it: of its secrets the names only. */
export const previewRow = ({ environment, duplicate, changes, choice, notes }: PlannedRow, row: number): ImportRow => ({
  row,
  name: environment.settings.name,
  creatioUrl: environment.settings.creatioUrl,
  platform: environment.settings.platform ?? 'auto',
  identityServiceUrl: environment.settings.identityServiceUrl ?? null,
  clientId: environment.settings.clientId ?? null,
  group: environment.settings.group ?? null,
  production: environment.settings.production ?? false,
  secrets: [...environment.secrets.keys()],
  duplicate: duplicate && { name: duplicate.profile.name, by: duplicate.by, changes: [...changes] },
  choice,
  notes: [...notes],
});

function changesOf(profile: Profile, settings: StatedSettings): string[] {
  const after = replaced(profile, settings);
  const differs = (name: keyof Settings) => JSON.stringify(profile[name]) !== JSON.stringify(after[name]);
  const names = Object.keys(titles).filter((name): name is keyof Settings => name in titles);
  return names.filter(differs).map((name) => titles[name]);
}

/** Whether replacing it would send a stored secret elsewhere: a file of somebody else may have that in mind. */
function wouldRedirect(profile: Profile, { settings, secrets }: IncomingEnvironment): boolean {
  const after = replaced(profile, settings);
  const elsewhere =
    addressKey({ creatioUrl: profile.creatioUrl }) !== addressKey({ creatioUrl: after.creatioUrl }) ||
    profile.identityServiceUrl !== after.identityServiceUrl ||
    JSON.stringify([profile.proxy, profile.trust, profile.savedRequests]) !==
      JSON.stringify([after.proxy, after.trust, after.savedRequests]);
  return elsewhere && profile.secrets.some(({ name }) => !secrets.has(name));
}

const replaced = (profile: Profile, { logFolders, ...settings }: StatedSettings): Profile => ({
  ...profile,
  ...settings,
  logFolders: { ...profile.logFolders, ...logFolders },
});

/** What was done with a row: under which id and name its environment is stored now. */
export interface DoneRow {
  environment: IncomingEnvironment;
  did: 'added' | 'replaced';
  id: string;
  name: string;
  /** Whether the name is another one because that of the file was taken. */
  renamed: boolean;
}

/**
 * Makes the list of environments that an import leaves, all at once. Names are made unique; an environment that was to be
 * replaced and is gone, or was replaced by an earlier row, is added.
 */
export function applyImport(
  rows: readonly PlannedRow[],
  stored: readonly Profile[],
): { profiles: Profile[]; done: DoneRow[] } {
  const profiles = new Map(stored.map((profile) => [profile.id, profile]));
  const targets = targetsOf(rows, profiles);
  const replacedIds = new Set(targets.values());
  // A name that a replaced environment gives up is free for others.
  const uniqueName = createNamer(stored.filter(({ id }) => !replacedIds.has(id)).map(({ name }) => name));
  const done: DoneRow[] = [];
  const put = (row: PlannedRow, { id, name: wanted, ...settings }: Profile) => {
    const name = uniqueName(wanted);
    profiles.set(id, { ...settings, id, name });
    const did = targets.has(row) ? 'replaced' : 'added';
    done.push({ environment: row.environment, did, id, name, renamed: name !== wanted });
  };
  // First, so that what is replaced under its own name keeps it.
  for (const row of rows) {
    const target = profiles.get(targets.get(row) ?? '');
    const seen = row.duplicate?.profile;
    if (target === undefined || seen === undefined) continue;
    // What somebody changed after the preview, which told what replacing changes, stays changed.
    const settings = mergeSettings(seen, target, replaced(seen, row.environment.settings));
    put(row, { ...target, ...settings, secrets: secretsOf(target, settings) });
  }
  for (const row of rows) {
    if (row.choice === 'skip' || targets.has(row)) continue;
    put(row, added(row.environment.settings, freeId(row.environment.id, profiles)));
  }
  return { profiles: [...profiles.values()], done };
}

/** The marks that an environment keeps: the secret of a client that it no longer has is then found among those left behind. */
const secretsOf = ({ secrets }: Profile, { furtherClients }: Settings): Profile['secrets'] =>
  secrets.filter(
    ({ name }) =>
      !name.startsWith('further-client:') || furtherClients.some(({ id }) => name === `further-client:${id}`),
  );

/** Which stored environment each row replaces; none is replaced twice. */
function targetsOf(rows: readonly PlannedRow[], profiles: ReadonlyMap<string, Profile>): Map<PlannedRow, string> {
  const targets = new Map<PlannedRow, string>();
  const taken = new Set<string>();
  for (const row of rows) {
    const id = row.choice === 'replace' ? row.duplicate?.profile.id : undefined;
    if (id === undefined || taken.has(id) || !profiles.has(id)) continue;
    taken.add(id);
    targets.set(row, id);
  }
  return targets;
}

const added = ({ logFolders, ...settings }: StatedSettings, id: string): Profile => ({
  ...settingDefaults,
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: defaultTimeLimitSeconds,
  ...settings,
  logFolders: { ...settingDefaults.logFolders, ...logFolders },
  id,
  secrets: [],
});

/**
 * The id of a file is kept where it is free and looks like one of ours, so that a later export of the same environment is
 * recognised.
 */
const freeId = (id: string | null, profiles: ReadonlyMap<string, Profile>): string =>
  id === null || id === practiceProfileId || profiles.has(id) || !/^[A-Za-z0-9-]{1,100}$/.test(id) ? randomUUID() : id;

/** Gives a name back as it is while it is free, else with the next number behind it. */
function createNamer(names: readonly string[]): (name: string) => string {
  const taken = new Set([practiceProfileId, 'practice environment', ...names.map(nameKey)]);
  const lastNumbers = new Map<string, number>();
  return (name) => {
    let unique = name;
    let number = lastNumbers.get(nameKey(name)) ?? 1;
    while (taken.has(nameKey(unique))) {
      number += 1;
      unique = withEnding(name, ` (${number})`);
    }
    lastNumbers.set(nameKey(name), number);
    taken.add(nameKey(unique));
    return unique;
  };
}
