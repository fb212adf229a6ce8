import { Button, Field, Input } from '@fluentui/react-components';
import { consoleApi, settled } from '../../api.ts';
import { showError } from '../../store/notices.ts';
import { usePacking } from '../packing.ts';
import logs from '../logs.module.css';

interface FileFieldProps {
  label: string;
  /** What the system asks for, where it can. */
  what: 'bundle' | 'map' | 'rules';
  path: string;
  onChange: (path: string) => void;
}

/** The path of a file, typed or chosen. */
export function FileField({ label, what, path, onChange }: FileFieldProps) {
  const canAsk = usePacking((state) => state.options?.host.ask === true);
  const choose = async (): Promise<void> => {
    const reply = await settled(consoleApi().bundle.choose({ what }));
    if (!reply.ok) showError(reply.error);
    else if (reply.value.path !== null) onChange(reply.value.path);
  };
  return (
    <div className={logs.inline}>
      <Field className={logs.wide} label={label}>
        <Input
          value={path}
          maxLength={4_000}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, { value }) => onChange(value)}
        />
      </Field>
      {canAsk && <Button onClick={() => void choose()}>Choose a file…</Button>}
    </div>
  );
}
