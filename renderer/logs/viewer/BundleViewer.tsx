import { useState } from 'react';
import { OpenBundle } from './OpenBundle.tsx';
import { OpenedFiles } from './OpenedFiles.tsx';
import { OpenedReport } from './OpenedReport.tsx';
import { LogTimeline } from './LogTimeline.tsx';
import { NotAsPacked } from './NotAsPacked.tsx';
import { Heading } from './Heading.tsx';
import { useViewing } from './viewing.ts';
import { longestLetter, type OpenedBundle } from '../../../shared/opened-bundle.ts';
import { blockText, lineText } from '../../../shared/visible-text.ts';
import { counted } from '../../../shared/amounts.ts';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import { exactly } from '../../parts/time.ts';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

const parts = ['timeline', 'report', 'letter', 'files'] as const;
type Part = (typeof parts)[number];

const partNames: Readonly<Record<Part, string>> = {
  timeline: 'Logs',
  report: 'Report',
  letter: 'Letter',
  files: 'Files',
};

/** Looks into a bundle, and changes nothing in it. */
export function BundleViewer() {
  const opened = useViewing((state) => state.opened);
  return opened === null ? <OpenBundle /> : <Opened key={opened.bundleId} bundle={opened} />;
}

function Opened({ bundle }: { bundle: OpenedBundle }) {
  const [part, setPart] = useState<Part>('timeline');
  return (
    <div className={logs.page}>
      <Heading>A bundle</Heading>
      <section className={logs.card} aria-label="The bundle">
        <p className={styles.file}>{lineText(bundle.file)}</p>
        <p className={logs.facts}>
          <span>{counted(bundle.counts.files, 'file')}</span>
          {bundle.madeOf !== null && <span>up to {exactly(bundle.madeOf)}</span>}
          <span>
            made by {lineText(bundle.tool.name)} {lineText(bundle.tool.version)}
          </span>
        </p>
        <Checked bundle={bundle} />
      </section>
      <div role="group" aria-label="Parts of the bundle" className={styles.parts}>
        {parts.map((each) => (
          <button key={each} type="button" aria-pressed={each === part} onClick={() => setPart(each)}>
            {partNames[each]}
          </button>
        ))}
      </div>
      {part === 'timeline' && <LogTimeline bundle={bundle} />}
      {part === 'report' && <OpenedReport bundle={bundle} />}
      {part === 'letter' && <Letter bundle={bundle} />}
      {part === 'files' && <OpenedFiles bundle={bundle} />}
    </div>
  );
}

/** Whether what is shown is what was packed. */
function Checked({ bundle }: { bundle: OpenedBundle }) {
  const { counts, repacked } = bundle;
  if (counts.files === 0) {
    return (
      <p className={styles.checksums}>
        <StateLabel look={verdictStates.warn} />
        <span>The manifest names no file, and there is none in it.</span>
      </p>
    );
  }
  const look = counts.wrong > 0 ? verdictStates.fail : repacked ? verdictStates.warn : verdictStates.pass;
  return (
    <>
      <p className={styles.checksums}>
        <StateLabel look={look === verdictStates.pass ? { ...look, word: 'Intact' } : look} />
        <span>
          {counts.wrong === 0
            ? 'Every file is as it was packed.'
            : `${counted(counts.wrong, 'file')} ${counts.wrong === 1 ? 'is' : 'are'} not as packed; see Files.`}
          {repacked &&
            ' The archive around the files is not as this console writes it: it was packed anew, or damaged on its way.'}
        </span>
      </p>
      <span className={logs.hint}>Checksums show damage. They do not prove who made the bundle.</span>
    </>
  );
}

const Letter = ({ bundle: { letter, documents } }: { bundle: OpenedBundle }) => (
  <section className={logs.card} aria-label="Letter">
    <NotAsPacked state={documents.letter} what="letter" />
    {letter === null ? (
      <p className={logs.lead}>There is no covering letter in this bundle.</p>
    ) : (
      <>
        <pre className={styles.text} tabIndex={0} role="region" aria-label="Text of the letter">
          {blockText(letter)}
        </pre>
        {new Blob([letter]).size >= longestLetter && (
          <span className={logs.hint}>A long letter is shown as far as its beginning; read the rest under Files.</span>
        )}
      </>
    )}
  </section>
);
