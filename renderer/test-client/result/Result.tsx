import { isOver } from '../../../shared/client/choices.ts';
import type { Attempt } from '../../../shared/test-client.ts';
import { StateLabel } from '../../parts/states.tsx';
import { clientOf, resultTabs, showResult, useClient, type ResultTab } from '../client.ts';
import { ExplanationView } from '../explanation/ExplanationView.tsx';
import type { RequestFormState } from '../request/use-request-form.ts';
import { CompareView } from './CompareView.tsx';
import { RawReply, ReplyView } from './ReplyView.tsx';
import { ResultTabs } from './ResultTabs.tsx';
import { RevealingContext, useRevealingOf } from './reveal.ts';
import { TokenTab } from './TokenTab.tsx';
import { TraceView } from './TraceView.tsx';
import { Waiting } from './Waiting.tsx';
import { attemptLooks, deedOf } from './words.ts';
import page from '../test-client.module.css';
import styles from './result.module.css';

const titles: Readonly<Record<ResultTab, string>> = {
  reply: 'Reply',
  token: 'Token',
  trace: 'Trace',
  compare: 'Compare',
};

/** What came of an attempt: the sentence first, then the reply as it came, the token, and all that was sent. */
export function Result({ form, attempt }: { form: RequestFormState; attempt: Attempt }) {
  const tab = useClient((state) => clientOf(state, form.profile.id).tab);
  const revealing = useRevealingOf(attempt.id);
  const last = attempt.exchanges.at(-1);
  return (
    <RevealingContext value={revealing}>
      <section id="attempt-answer" className={`${page.card} ${styles.answer}`} aria-labelledby="attempt-said">
        <StateLabel look={attemptLooks[attempt.state]} />
        <h2 id="attempt-said" tabIndex={-1} className={styles.said}>
          {attempt.said}
        </h2>
        {attempt.problem !== null && attempt.problem.message !== attempt.said && (
          <p className={styles.next}>{attempt.problem.message}</p>
        )}
        <Waiting attempt={attempt} />
        {isOver(attempt.state) && <ExplanationView form={form} attempt={attempt} />}
      </section>
      <section className={page.card} aria-label={`Result of: ${deedOf(attempt)}`}>
        <ResultTabs
          label="Parts of the result"
          tabs={resultTabs}
          titles={titles}
          selected={tab}
          onSelect={(chosen) => showResult(form.profile.id, chosen)}
        >
          {tab === 'reply' && <ReplyView attempt={attempt} />}
          {tab === 'token' && <TokenTab form={form} attempt={attempt} />}
          {tab === 'trace' && <TraceView form={form} attempt={attempt} />}
          {tab === 'compare' && <CompareView form={form} attempt={attempt} />}
        </ResultTabs>
        {/* Whatever is made of it, the reply itself stays in sight. */}
        {(tab === 'token' || tab === 'compare') && last?.response && (
          <div className={styles.below}>
            <RawReply exchange={last} />
          </div>
        )}
      </section>
    </RevealingContext>
  );
}
