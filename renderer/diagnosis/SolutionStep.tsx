import { Button } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { DocumentCheckmarkRegular } from '@fluentui/react-icons/svg/document-checkmark';
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import type { RemediationStep, Source } from '../../shared/report.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { openLink } from '../store/application.ts';
import styles from './solution.module.css';

/** A step: what to do, where to click, what to enter, and where all that comes from. */
export function SolutionStep({ step }: { step: RemediationStep }) {
  return (
    <>
      <p className={styles.text}>{step.text}</p>
      {step.path && step.path.length > 0 && (
        <p className={styles.path}>
          {step.path.map((part, index) => (
            <span key={step.path?.slice(0, index + 1).join('/')} className={styles.part}>
              {index > 0 && <ChevronRightRegular aria-label="then" />}
              {part}
            </span>
          ))}
        </p>
      )}
      {step.values && step.values.length > 0 && (
        <dl className={styles.values}>
          {step.values.map(({ label, value }, index) => (
            <div key={`${index} ${label}`}>
              <dt>{label}</dt>
              <dd>
                <code>{value}</code>
                <CopyButton label={`Copy ${label}: ${value}`} text={() => value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.origin}>
        {step.documented ? <DocumentCheckmarkRegular /> : <LightbulbRegular />}
        <span>{step.documented ? 'Documented by Creatio' : 'Our advice'}</span>
        {step.versions && <span>· {step.versions}</span>}
      </p>
    </>
  );
}

/** The articles that describe it, each to be opened in the system's browser. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <ul className={styles.sources} aria-label="Sources">
      {sources.map((source, index) => (
        <li key={`${index} ${source.url}`}>
          <Button
            size="small"
            appearance="transparent"
            className={styles.source}
            icon={<OpenRegular />}
            iconPosition="after"
            title={source.url}
            onClick={() => void openLink(source.url)}
          >
            {source.title}
          </Button>
          <span className={styles.versions}>{source.versions}</span>
        </li>
      ))}
    </ul>
  );
}
