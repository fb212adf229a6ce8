import { phasesOf, proxyAsText, replyAsText, requestAsText } from '../../../shared/exchange-text.ts';
import type { Attempt, Exchange } from '../../../shared/test-client.ts';
import { duration } from '../../parts/time.ts';
import type { RequestFormState } from '../request/use-request-form.ts';
import { CopyForPostman, CopyRequestAs } from './CopyAs.tsx';
import { Fact } from './Fact.tsx';
import { Raw } from './MaskedText.tsx';
import { purposeWords } from './words.ts';
import evidence from '../../evidence/evidence.module.css';
import styles from './result.module.css';

/** Everything that went over the wire, in its order. */
export function TraceView({ form, attempt }: { form: RequestFormState; attempt: Attempt }) {
  const { authorization, exchanges } = attempt;
  return (
    <div className={styles.part}>
      {authorization && (
        <details className={styles.exchange}>
          <summary>
            <span>Authorization request</span> in the browser
          </summary>
          <div>
            <Raw title="Address" text={authorization.url} />
            {authorization.redirect !== null && <Raw title="Redirect" text={authorization.redirect} />}
          </div>
        </details>
      )}
      {exchanges.map((exchange, index) => (
        <ExchangeTrace key={exchange.id} attempt={attempt} exchange={exchange} last={index === exchanges.length - 1} />
      ))}
      {exchanges.length > 0 && <CopyForPostman profile={form.profile} attempt={attempt} />}
      {exchanges.length === 0 && authorization === null && (
        <p className={styles.small}>Nothing has gone over the wire.</p>
      )}
    </div>
  );
}

function ExchangeTrace({ attempt, exchange, last }: { attempt: Attempt; exchange: Exchange; last: boolean }) {
  const { purpose, request, response, failure, timings, proxy } = exchange;
  const phases = [...phasesOf(exchange), { title: 'In all', ms: timings.totalMs }];
  return (
    <details className={styles.exchange} open={last}>
      <summary>
        <span>{purposeWords[purpose]}</span> {request.method}{' '}
        {response === null ? 'without a reply' : `${response.status} ${response.statusText}`} in{' '}
        {duration(timings.totalMs)}
      </summary>
      <div>
        {proxy && <Raw title="Proxy" text={proxyAsText({ proxy })} />}
        <Raw title="Request" text={requestAsText(exchange)}>
          <CopyRequestAs attempt={attempt} exchange={exchange} />
        </Raw>
        {response && <Raw title="Reply" text={replyAsText(exchange)} />}
        {response && response.bodyBase64 !== null && <Raw title="Body in Base64" text={response.bodyBase64} />}
        {failure && <p>{failure.message}</p>}
        <dl className={evidence.timings} aria-label="Times">
          {phases.map(({ title, ms }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{duration(ms)}</dd>
            </div>
          ))}
        </dl>
        <dl className={styles.facts} aria-label="Way">
          {wayOf(exchange).map(({ label, value }) => (
            <Fact key={label} title={label}>
              {value}
            </Fact>
          ))}
        </dl>
      </div>
    </details>
  );
}

function wayOf({ route, remoteAddress, tls, redirectsTo }: Exchange): { label: string; value: string }[] {
  const rows: [string, string | null | undefined][] = [
    ['Route', route],
    ['Answered by', remoteAddress],
    ['Redirects to', redirectsTo],
    ['Protection', tls === null ? 'None: the connection is not encrypted' : [tls.protocol, tls.cipher].join(', ')],
    ['Certificate of', tls?.subject],
    ['Issued by', tls?.issuer],
    ['Valid until', tls?.validTo],
  ];
  return rows.flatMap(([label, value]) => (value === null || value === undefined ? [] : [{ label, value }]));
}
