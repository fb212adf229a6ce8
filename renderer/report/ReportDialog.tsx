import { Button, Checkbox, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { reportFormats, type ReportFormat, type ReportSource } from '../../shared/report-format.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { FailureMessage } from '../parts/FailureMessage.tsx';
import { Modal } from '../parts/Modal.tsx';
import { useReport } from './use-report.ts';
import modal from '../parts/modal.module.css';
import styles from './report.module.css';

const formatTitles: Readonly<Record<ReportFormat, string>> = {
  html: 'Web page: one file to read, print and send',
  markdown: 'Markdown: to paste into a ticket',
  text: 'Plain text: the answer, the checks and what to do',
  json: 'JSON: for other programs',
};

/** Saves or copies a report in a format of choice, if wanted without the names of hosts. */
export default function ReportDialog({ source, onClose }: { source: ReportSource; onClose: () => void }) {
  const report = useReport(source);
  return (
    <Modal label="Save or copy the report" className={`${modal.dialog} ${modal.wide}`} onClose={onClose}>
      <div className={modal.inside}>
        <h2 className={modal.title}>Save or copy the report</h2>
        <div className={`${modal.content} ${styles.content}`}>
          <FailureMessage failure={report.failure} />
          <Field label="Format">
            <RadioGroup
              value={report.format}
              onChange={(_event, { value }) => {
                const format = reportFormats.find((each) => each === value);
                if (format) report.choose({ format });
              }}
            >
              {reportFormats.map((format) => (
                <Radio key={format} value={format} label={formatTitles[format]} />
              ))}
            </RadioGroup>
          </Field>
          <Checkbox
            label="Replace host names and IP addresses by stand-ins"
            checked={report.replaceHosts}
            onChange={(_event, { checked }) => report.choose({ replaceHosts: checked === true })}
          />
          <p className={styles.aside}>
            No report holds a secret. With stand-ins, host-1 is the same host throughout; certificates and replies are
            changed alike.
          </p>
          {report.format !== 'html' && (
            <pre className={styles.preview} tabIndex={0} role="region" aria-label="Preview">
              {report.text}
            </pre>
          )}
          {report.done !== null && <p className={styles.done}>{visibleText(report.done)}</p>}
        </div>
        <div className={modal.actions}>
          <Button appearance="primary" onClick={() => void report.save()}>
            Save report
          </Button>
          <Button disabledFocusable={report.text === null} onClick={() => report.copy()}>
            Copy report
          </Button>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Modal>
  );
}
