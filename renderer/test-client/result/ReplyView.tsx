import { replyAsText } from '../../../shared/exchange-text.ts';
import type { Attempt, Exchange } from '../../../shared/test-client.ts';
import { duration } from '../../parts/time.ts';
import { Offered } from './Offered.tsx';
import { Raw } from './MaskedText.tsx';
import { purposeWords } from './words.ts';
import styles from './result.module.css';

/** The last reply as it came, before anything is made of it. */
export function ReplyView({ attempt }: { attempt: Attempt }) {
  const exchange = attempt.exchanges.at(-1);
  if (exchange === undefined) {
    return <p className={styles.small}>{attempt.problem?.message ?? 'No request has been sent yet.'}</p>;
  }
  return (
    <div className={styles.part}>
      {attempt.discovered && <Offered discovered={attempt.discovered} />}
      <RawReply exchange={exchange} />
    </div>
  );
}

/** A reply with its headers and its body, or why there is none. */
export function RawReply({ exchange }: { exchange: Exchange }) {
  const { response, failure, timings, purpose } = exchange;
  return (
    <div className={styles.part}>
      {response === null ? (
        <p>{failure?.message ?? 'No reply has come yet.'}</p>
      ) : (
        <>
          <Raw title="Reply" text={replyAsText(exchange)} />
          {failure !== null && <p>{failure.message}</p>}
          <p className={styles.small}>
            {purposeWords[purpose]}, {response.bodyBytes.toLocaleString('en')} bytes in {duration(timings.totalMs)},
            read as {response.charset}
            {response.truncated && '; the reply was longer than what is kept'}
          </p>
        </>
      )}
    </div>
  );
}
