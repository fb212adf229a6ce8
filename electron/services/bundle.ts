import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BundleContent } from '../../shared/bundle.ts';
import type { CallResponse, ConsoleEvent, ParsedRequest } from '../../shared/contract.ts';
import { UserError } from '../../shared/user-error.ts';
import {
  createView,
  estimatePacked,
  furtherTexts,
  knownSecrets,
  logsOf,
  mailOf,
  orderOf,
  plainDocuments,
  type BundleContents,
} from '../bundle/index.ts';
import { fileErrorCode, fileErrorReason } from '../files/index.ts';
import type { Handlers } from '../ipc/index.ts';
import { defaultRules, kindOf, openMap, putBack } from '../redaction/index.ts';
import { gather, type BundleSources } from './bundle-contents.ts';
import { openSupportMail, showBundle, type BundleHost } from './bundle-host.ts';
import { createBundleJobs } from './bundle-jobs.ts';
import { keepForAWhile } from './kept-for-a-while.ts';
import { createOwnRules, plainRule } from './own-rules.ts';

type BundleCallName = Extract<keyof Handlers, `bundle.${string}`>;

export interface BundlesOptions extends Omit<BundleSources, 'occurrence'> {
  dataFolder: string;
  host: BundleHost;
  /** Asks where to and writes a text there; null where the host cannot. */
  saveFile: ((name: string, text: string) => Promise<string | null>) | null;
  emit: (event: ConsoleEvent) => void;
  onNotice: (message: string) => void;
  /** Takes a fault of the console itself. */
  onFault: (error: unknown) => void;
}

/** Bundles for support, behind the contract's `bundle.*` calls. */
export interface Bundles {
  readonly handlers: Pick<Handlers, BundleCallName>;
  close(): Promise<void>;
}

const mostOccurrences = 20_000;
const occurrenceMs = 3_600_000;
const contentsMs = 300_000;
const mostUnknown = 100;
const largestMap = 256 * 1024 * 1024;

/** Answers the calls about bundles: making, previewing and opening them. */
export function createBundles(options: BundlesOptions): Bundles {
  const { dataFolder, host, emit, onFault } = options;
  const ownFolder = path.join(dataFolder, 'bundles');
  const view = createView((progress) => emit({ name: 'bundle.opening', payload: progress }));
  const occurrences = keepForAWhile<{ rule: string; value: string }>(occurrenceMs, mostOccurrences);
  const gathered = keepForAWhile<Promise<BundleContents>>(contentsMs, 4);
  /** What exceptions were made of; it is known for as long as they may be used. */
  const excepted = new Map<string, { rule: string; value: string }>();
  const sources: BundleSources = {
    ...options,
    occurrence(id) {
      const found = excepted.get(id) ?? occurrences.get(id);
      if (found !== undefined) excepted.set(id, found);
      return found ?? null;
    },
  };
  const ownRules = createOwnRules({
    dataFolder,
    secrets: async () => {
      const environments = await options.list();
      const secrets = await knownSecrets({
        environments,
        read: ({ id }, name) => options.readSecret(id, name),
        further: environments.flatMap(({ id }) => options.tokens?.(id) ?? []),
      });
      return secrets.values;
    },
    saveFile: options.saveFile,
    onNotice: options.onNotice,
  });
  const jobs = createBundleJobs({ sources, ownFolder, host, emit, onFault });

  /** The same content is looked at window by window. */
  function contentsOf(content: BundleContent): Promise<BundleContents> {
    const key = JSON.stringify(content);
    const known = gathered.get(key);
    if (known !== undefined) return known;
    const contents = gather(sources, content);
    gathered.put(key, contents);
    contents.catch(() => gathered.forget(key));
    return contents;
  }

  async function preview(request: ParsedRequest<'bundle.preview'>): Promise<CallResponse<'bundle.preview'>> {
    const { content, path: wanted, offset, seek } = request;
    const contents = await contentsOf(content);
    const log = logsOf(contents.plan).find((each) => each.path === wanted);
    const text = plainDocuments(orderOf(contents, nowhere).documents).find((each) => each.path === wanted)?.text;
    if (log === undefined && text === undefined) {
      throw new UserError('file-not-in-bundle', 'This file is not in the bundle any more. Look at the estimate again.');
    }
    const source =
      log === undefined ? { kind: 'text' as const, text: text ?? '' } : { kind: 'log' as const, file: log.file };
    const window = await view.ask('preview', {
      source,
      redaction: contents.redaction,
      names: jobs.names(content.profileId),
      offset,
      seek,
    });
    if (window === null || 'searched' in window) return window;
    const segments = window.segments.map(({ text: shown, rule, kind, replaced }) => {
      if (rule === null || replaced === null) return { text: shown, rule, kind, occurrence: null };
      const occurrence = randomUUID();
      occurrences.put(occurrence, { rule, value: replaced });
      return { text: shown, rule, kind, occurrence };
    });
    return { ...window, segments };
  }

  return {
    handlers: {
      'bundle.options': async () => ({
        rules: defaultRules.map((rule) => ({ rule: rule.id, protects: rule.protects, kind: kindOf(rule) })),
        ownFolder,
        host: {
          ask: host.askTarget !== undefined,
          show: host.showFile !== undefined,
          mail: host.openMail !== undefined,
        },
      }),
      async 'bundle.estimate'(content) {
        const contents = await contentsOf(content);
        const { logs, skipped, documents } = orderOf(contents, nowhere);
        const shown = plainDocuments(documents);
        const texts = shown.map(({ path: name, text }) => ({ path: name, source: '', bytes: Buffer.byteLength(text) }));
        const files = logs.map(({ path: name, source, file }) => ({ path: name, source, bytes: file.expectedBytes }));
        const bytes = [...files, ...texts].reduce((sum, each) => sum + each.bytes, 0);
        return {
          files: [...files, ...texts],
          skipped: [...skipped],
          bytes,
          packedBytes: await estimatePacked(contents.plan.files, [
            ...shown.map(({ text }) => text),
            ...furtherTexts(documents),
          ]),
          notes: [],
        };
      },
      'bundle.start': jobs.start,
      async 'bundle.cancel'({ jobId }) {
        await jobs.cancel(jobId);
        return null;
      },
      'bundle.state': async ({ profileId }) => jobs.state(profileId),
      'bundle.preview': preview,
      async 'bundle.tryRule'({ rule, sample }) {
        const { segments } = await view.ask('tryRule', { rule: plainRule(rule), sample });
        return {
          segments: segments.map(({ text, replaced }) => ({
            text,
            rule: replaced ? rule.id : null,
            kind: null,
            occurrence: null,
          })),
        };
      },
      ...ownRules,
      async 'bundle.show'({ jobId }) {
        showBundle(host, jobs.finished(jobId).file);
        return null;
      },
      async 'bundle.mail'({ jobId }) {
        const { file, letter, caseNumber } = jobs.finished(jobId);
        await openSupportMail(host, mailOf(letter, caseNumber, path.basename(file)));
        return null;
      },
      async 'bundle.restoreNames'({ mapFile, passphrase, text }) {
        const { unknown, ...restored } = putBack(text, await openMap(await readMap(mapFile), passphrase));
        return { ...restored, unknown: [...unknown].slice(0, mostUnknown) };
      },
      async 'bundle.choose'({ what }) {
        if (host.askFile === undefined) {
          throw new UserError('host-cannot', 'This host cannot ask which file to open. Type its path.');
        }
        return { path: await host.askFile(what) };
      },
      'bundle.open': ({ path: file, passphrase, identity, openingId }) =>
        view.open({
          file,
          key: { ...(passphrase !== undefined && { passphrase }), ...(identity !== undefined && { identity }) },
          ...(openingId !== undefined && { openingId }),
        }),
      async 'bundle.cancelOpening'({ openingId }) {
        await view.stopOpening(openingId);
        return null;
      },
      'bundle.files': ({ bundleId, ...query }) => view.ask('files', { bundleId, query }),
      'bundle.timeline': ({ bundleId, ...query }) => view.ask('timeline', { bundleId, query }),
      'bundle.read': (request) => view.ask('read', request),
      'bundle.close': (request) => view.ask('close', request),
    },
    async close() {
      await jobs.close();
      occurrences.close();
      gathered.close();
      await view.close();
    },
  };
}

const nowhere = { target: null, encryption: { kind: 'none' as const } };

async function readMap(file: string): Promise<string> {
  try {
    if ((await stat(file)).size <= largestMap) return await readFile(file, 'utf8');
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      throw new UserError('map-unreadable', 'There is no file at this path. Enter the whole path of the map of names.');
    }
    throw new UserError('map-unreadable', `The map of names could not be read: ${fileErrorReason(error)}.`);
  }
  throw new UserError(
    'map-unreadable',
    'This file is no map of names. Choose the file that was saved with the bundle.',
  );
}
