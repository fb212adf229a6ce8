import type { CallResponse, ParsedRequest } from '../../shared/contract.ts';
import type { Profile } from '../../shared/profile.ts';
import { loadCatalogue, type RemediationFacts } from '../../shared/remediation/index.ts';
import type { ServerView } from '../../shared/server-view.ts';
import type { Remediation, Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { currentHost } from '../application.ts';
import { createMask } from '../reports/index.ts';
import {
  readLook,
  readLookFile,
  serverScript,
  viewOf,
  withServerView,
  type ReceivedLook,
  type ServerScript,
} from '../server-view/index.ts';
import type { Environments } from './environments.ts';

export interface ServerViewsOptions {
  environments: () => Pick<Environments, 'find' | 'factsOf' | 'readSecret'>;
  /** The last finished run of an environment, or null. */
  lastRun: (profileId: string) => { runId: string; report: Report } | null;
  /** Completes the report of the last run anew and tells of it. */
  renew: (profileId: string) => Promise<boolean>;
  /** Null where the host cannot save a file. */
  saveFile: ((name: string, text: string) => Promise<string | null>) | null;
}

/** What Creatio servers see of their Identity Service, behind the contract's `serverView.*` calls. */
export interface ServerViews {
  script(request: ParsedRequest<'serverView.script'>): Promise<ServerScript>;
  saveScript(request: ParsedRequest<'serverView.saveScript'>): Promise<CallResponse<'serverView.saveScript'>>;
  receive(request: ParsedRequest<'serverView.receive'>): Promise<CallResponse<'serverView.receive'>>;
  /** The report of a run with what was seen for it. */
  complete(run: { runId: string; profile: Profile; report: Report }): Promise<Report>;
}

/** Hands out the script, takes its line back, and holds the last look of each environment in memory. */
export function createServerViews({ environments, lastRun, renew, saveFile }: ServerViewsOptions): ServerViews {
  /** The last look of each environment, and the run that it belongs to. */
  const looks = new Map<string, { runId: string; received: ReceivedLook }>();

  const profileOf = async (id: string): Promise<Profile> => {
    const profile = await environments().find(id);
    if (profile !== null) return profile;
    throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
  };

  const entriesFor = async (profile: Profile, report: Report | null): Promise<(id: string) => Remediation | null> => {
    const [catalogue, facts] = await Promise.all([loadCatalogue(), environments().factsOf(profile.id)]);
    const known: RemediationFacts = report === null ? facts : { ...facts, emptySettings: report.emptySettings };
    return (id) => catalogue.find(id, known);
  };

  /** The secret of the client is known here, so it is masked wherever a server may have repeated it. */
  async function masked(view: ServerView, profileId: string): Promise<ServerView> {
    const mask = createMask();
    const secret = await environments()
      .readSecret(profileId, 'client-secret')
      .catch(() => null);
    if (secret !== null) mask.add(secret);
    const { apply } = mask;
    return {
      ...view,
      machine: { name: apply(view.machine.name), os: apply(view.machine.os) },
      address: apply(view.address),
      headline: apply(view.headline),
      notes: view.notes.map(apply),
      results: view.results.map((result) => ({
        ...result,
        summary: apply(result.summary),
        facts: result.facts.map(({ label, value }) => ({ label: apply(label), value: apply(value) })),
      })),
    };
  }

  async function viewFor(profile: Profile, received: ReceivedLook, report: Report | null): Promise<ServerView> {
    const view = viewOf({
      ...received,
      creatio: report,
      address: profile.identityServiceUrl,
      hostName: currentHost().name,
      findEntry: await entriesFor(profile, report),
    });
    return masked(view, profile.id);
  }

  const script = async ({ profileId, shell }: ParsedRequest<'serverView.script'>): Promise<ServerScript> =>
    serverScript(shell, (await profileOf(profileId)).identityServiceUrl);

  return {
    script,
    async saveScript(request) {
      const { fileName: name, text } = await script(request);
      if (saveFile === null) return { kind: 'text', name, text };
      const file = await saveFile(name, text);
      return file === null ? { kind: 'cancelled' } : { kind: 'saved', file };
    },
    async receive(request) {
      const profile = await profileOf(request.profileId);
      const look =
        request.from === 'paste' ? readLook(request.text) : readLookFile(Buffer.from(request.content, 'base64'));
      const received = { look, receivedAt: new Date().toISOString() };
      const run = lastRun(profile.id);
      if (run === null) return { view: await viewFor(profile, received, null), attached: false };
      looks.set(profile.id, { runId: run.runId, received });
      const attached = await renew(profile.id);
      const view = lastRun(profile.id)?.report.serverView ?? (await viewFor(profile, received, run.report));
      return { view, attached };
    },
    async complete({ runId, profile, report }) {
      const kept = looks.get(profile.id);
      if (kept?.runId !== runId) return report;
      const view = await viewFor(profile, kept.received, report);
      return withServerView(report, view, profile.identityServiceUrl, await entriesFor(profile, report));
    },
  };
}
