import { useEffect, useRef } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import type { BundleContent, FileCounts, Segment } from '../../../shared/bundle.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { bytes } from '../../../shared/amounts.ts';
import { usePacking, type Job } from '../packing.ts';
import { CountTable, countWords } from './CountTable.tsx';
import { keepParts } from './decisions.ts';
import { hideText } from './own-rules.ts';
import { knownSecret, ruleWords } from './rule-words.ts';
import { Segments } from './Segments.tsx';
import { usePreview, type PreviewView } from './use-preview.ts';
import { unfitForRule, useSelectedText } from './use-selected-text.ts';
import logs from '../logs.module.css';
import styles from './review.module.css';

interface PreviewProps {
  profileId: string;
  content: BundleContent;
  path: string;
  trial: Job | null;
  /** What is replaced in the file, as far as it was counted. */
  counts: FileCounts | null;
}

/** A file as it would go in, with what was replaced marked; parts can be gone through, and decided otherwise. */
export function Preview({ profileId, content, path, trial, counts }: PreviewProps) {
  const counted = trial?.result?.state === 'done' ? trial : null;
  const view = usePreview(content, path, counted?.jobId ?? null);
  const { shown } = view;
  return (
    <section className={styles.preview} aria-label={`Preview of ${path}`}>
      <Controls view={view} trial={counted} counts={counts} />
      {counts !== null && counts.replaced > 0 && (
        <details className={logs.details}>
          <summary>In this file: {countWords(counts)}</summary>
          <CountTable rules={counts.rules} />
        </details>
      )}
      {view.failure !== null && <p role="alert">{view.failure}</p>}
      {view.searched !== null && (
        <div className={logs.waiting}>
          <Spinner size="tiny" labelPosition="after" label={`Looking: ${bytes(view.searched)} gone through`} />
          <Button size="small" onClick={view.stop}>
            Stop looking
          </Button>
        </div>
      )}
      {shown === null ? (
        view.busy && <Spinner size="tiny" label="Reading the file" />
      ) : (
        <>
          <Shown key={shown.from} view={view} segments={shown.segments} path={path} profileId={profileId} />
          <Turn view={view} shown={shown} />
        </>
      )}
    </section>
  );
}

interface TurnProps {
  view: PreviewView;
  shown: NonNullable<PreviewView['shown']>;
}

/** Which part of the file is shown, and the ways to others. */
const Turn = ({ view, shown }: TurnProps) => (
  <div className={styles.turn}>
    <span className={styles.buttons}>
      <Button size="small" disabledFocusable={view.busy || shown.from === 0} onClick={view.first}>
        Beginning
      </Button>
      <Button size="small" disabledFocusable={view.busy || shown.from === 0} onClick={view.earlier}>
        Earlier in the file
      </Button>
      <Button size="small" disabledFocusable={view.busy || !shown.more} onClick={view.later}>
        Later in the file
      </Button>
      <Button size="small" disabledFocusable={view.busy || !shown.more} onClick={view.last}>
        End
      </Button>
    </span>
    <span>
      {shown.line === null ? '' : `From line ${shown.line.toLocaleString('en')}, `}
      {bytes(shown.from)} to {bytes(shown.to)}
      {shown.size !== null && ` of ${bytes(shown.size)}`}
    </span>
  </div>
);

/** Which replaced parts are gone through: those of rules that were counted, or of any rule until that is known. */
function Controls({ view, trial, counts }: { view: PreviewView; trial: Job | null; counts: FileCounts | null }) {
  const every = usePacking((state) => state.options?.rules) ?? [];
  const inFile = new Map(counts?.rules.map(({ rule, count }) => [rule, count]));
  const isThere = ({ rule }: { rule: string }): boolean =>
    counts?.whole !== true || inFile.has(rule) || rule === view.rule;
  const rules = trial?.result?.state === 'done' ? trial.result.rules : every;
  return (
    <div className={styles.controls}>
      <label className={logs.field}>
        <span className="visually-hidden">Which replaced parts to go through</span>
        <select
          className={`${logs.select} ${styles.rule}`}
          value={view.rule ?? ''}
          onChange={({ target }) => view.chooseRule(target.value === '' ? null : target.value)}
        >
          <option value="">All replaced parts</option>
          {rules.filter(isThere).map(({ rule, protects }) => (
            <option key={rule} value={rule}>
              {protects}
              {inFile.has(rule) && ` (${inFile.get(rule)?.toLocaleString('en')})`}
            </option>
          ))}
        </select>
      </label>
      <Button size="small" icon={<ArrowUpRegular />} disabledFocusable={view.busy} onClick={view.previous}>
        Previous
      </Button>
      <Button size="small" icon={<ArrowDownRegular />} disabledFocusable={view.busy} onClick={view.next}>
        Next
      </Button>
    </div>
  );
}

interface ShownProps {
  view: PreviewView;
  segments: readonly Segment[];
  path: string;
  profileId: string;
}

function Shown({ view, segments, path, profileId }: ShownProps) {
  const text = useRef<HTMLPreElement>(null);
  const selected = useSelectedText(text);
  const explained = useRef<HTMLDivElement>(null);
  const active = view.active === null ? undefined : segments[view.active];
  const chosen = selected?.parts.flatMap((at) => segments[at] ?? []) ?? [];
  useEffect(() => {
    if (view.active === null) return;
    // Where not both have room, the part itself is seen.
    explained.current?.scrollIntoView({ block: 'nearest' });
    text.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [view.active]);
  useEffect(() => {
    const { current } = text;
    if (view.atEnd && current !== null) current.scrollTop = current.scrollHeight;
  }, [view.atEnd]);
  return (
    <>
      <pre ref={text} className={styles.text} tabIndex={0} role="region" aria-label={`Text of ${path}`}>
        <Segments segments={segments} active={view.active} rule={view.rule} onPick={view.pick} />
        {segments.length === 0 && <span className={styles.empty}>Nothing of this file is taken.</span>}
      </pre>
      <div ref={explained} className={styles.explained}>
        {chosen.length > 0 ? (
          <Decided profileId={profileId} segments={chosen} />
        ) : selected !== null ? (
          <Selected text={selected.text} />
        ) : active?.rule ? (
          <Decided profileId={profileId} segments={[active]} />
        ) : (
          <span className={logs.hint}>
            Go through the replaced parts, or select a text that is to be replaced as well.
          </span>
        )}
      </div>
    </>
  );
}

function Selected({ text }: { text: string }) {
  const problem = unfitForRule(text);
  return (
    <>
      <span>
        Selected: <code>{shortened(text)}</code>
      </span>
      {problem === null ? (
        <Button size="small" onClick={() => hideText(text)}>
          Replace this text everywhere
        </Button>
      ) : (
        <span className={logs.hint}>{problem}</span>
      )}
    </>
  );
}

/** So many values are let stay at once. */
const mostAtOnce = 50;

/** What replaced one or several parts, and how that is decided otherwise. */
function Decided({ profileId, segments }: { profileId: string; segments: readonly Segment[] }) {
  const [first] = segments;
  const free = segments.filter(({ rule, occurrence }) => rule !== knownSecret && occurrence !== null);
  if (first === undefined) return null;
  return (
    <>
      {segments.length === 1 ? (
        <span>
          Replaced by <code>{visibleText(first.text)}</code> to protect {ruleWords(first.rule ?? '')}.
        </span>
      ) : (
        <span>{segments.length.toLocaleString('en')} replaced parts are selected.</span>
      )}
      {free.length < segments.length && <span className={logs.hint}>A secret of the keychain is always replaced.</span>}
      {free.length > mostAtOnce && <span className={logs.hint}>Select {mostAtOnce} of them or fewer.</span>}
      {free.length > 0 && free.length <= mostAtOnce && (
        <Button size="small" onClick={() => keepParts(profileId, free)}>
          {free.length === 1 ? 'Do not replace this value' : `Do not replace these ${free.length} values`}
        </Button>
      )}
    </>
  );
}

const shortened = (text: string): string => visibleText(text.length > 60 ? `${text.slice(0, 57)}...` : text);
