import { Button } from '@fluentui/react-components';
import type { BundleContent } from '../../../shared/bundle.ts';
import { cancelJob, isWorking, packingOf, startBundle, usePacking } from '../packing.ts';
import { ProgressBar } from '../ProgressBar.tsx';
import { ExportResult } from './ExportResult.tsx';
import { Limits } from './Limits.tsx';
import { Lock, PseudonymMap } from './Lock.tsx';
import { Target } from './Target.tsx';
import { useBundleForm } from './use-bundle-form.ts';
import logs from '../logs.module.css';
import styles from './export.module.css';

/** Makes the bundle, and says what becomes of it. */
export function ExportStep({ profileId, content }: { profileId: string; content: BundleContent | null }) {
  const job = usePacking((state) => packingOf(state, profileId).bundle);
  if (job?.result) return <ExportResult profileId={profileId} jobId={job.jobId} result={job.result} />;
  if (isWorking(job)) {
    return (
      <section className={logs.card} aria-labelledby="making-title">
        <h3 id="making-title" className={logs.title}>
          The bundle is being made
        </h3>
        <ProgressBar label="Making the bundle" progress={job?.progress ?? null} />
        <Button onClick={() => void cancelJob(job)}>
          Cancel <kbd className={styles.key}>Esc</kbd>
        </Button>
      </section>
    );
  }
  return <Form profileId={profileId} content={content} />;
}

/** The button that sends it stands beneath the page. */
export const bundleFormId = 'make-bundle';

function Form({ profileId, content }: { profileId: string; content: BundleContent | null }) {
  const form = useBundleForm(profileId);
  return (
    <form
      id={bundleFormId}
      className={styles.form}
      noValidate
      aria-label="Making the bundle"
      onSubmit={(event) => {
        event.preventDefault();
        if (content === null) return;
        const taken = form.take();
        if (typeof taken === 'object') {
          void startBundle(profileId, { content, ...taken });
          return;
        }
        const field = event.currentTarget.elements.namedItem(taken);
        if (field instanceof HTMLElement) field.focus();
      }}
    >
      <Target form={form} />
      <Lock form={form} />
      <PseudonymMap form={form} />
      <Limits profileId={profileId} />
      <p className={logs.lead}>Nothing is sent anywhere. The finished file is searched for secrets once more.</p>
    </form>
  );
}
