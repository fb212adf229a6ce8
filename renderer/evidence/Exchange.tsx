import { phasesOf, proxyAsText, replyAsText, requestAsText } from '../../shared/exchange-text.ts';
import type { ExchangeEvidence } from '../../shared/report.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { duration } from '../parts/time.ts';
import styles from './evidence.module.css';

/** One request and what came back, raw. */
export function Exchange({ evidence }: { evidence: ExchangeEvidence }) {
  const { response, failure, remoteAddress, timings } = evidence;
  const phases = phasesOf(evidence);
  return (
    <>
      {evidence.proxy && <Raw title="Proxy" text={proxyAsText(evidence)} />}
      <Raw title="Request" text={requestAsText(evidence)} />
      {response && <Raw title="Reply" text={replyAsText(evidence)} />}
      {response && (
        <p className={styles.small}>
          {response.bodyBytes.toLocaleString('en')} bytes, read as {response.charset}
          {response.truncated && '; the reply was longer than what is kept'}
          {remoteAddress && `; answered by ${remoteAddress}`}
        </p>
      )}
      {failure && <p className={styles.failure}>{failure}</p>}
      <dl className={styles.timings} aria-label="Times">
        {phases.map(({ title, ms }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{duration(ms)}</dd>
          </div>
        ))}
        <div>
          <dt>In all</dt>
          <dd>{duration(timings.totalMs)}</dd>
        </div>
      </dl>
    </>
  );
}

function Raw({ title, text }: { title: string; text: string }) {
  return (
    <div className={styles.raw}>
      <div className={styles.rawTitle}>
        <h5>{title}</h5>
        <CopyButton label={`Copy the ${title.toLowerCase()}`} text={() => text} />
      </div>
      <pre tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
