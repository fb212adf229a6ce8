import { Button } from '@fluentui/react-components';
import type { RequestFormState } from './use-request-form.ts';

/** Tries every way to send the credentials. */
export const CompareButton = ({ form }: { form: RequestFormState }) => (
  <Button
    size="small"
    disabledFocusable={form.busy}
    onClick={() => form.act({ kind: 'compare' }, ['tokenUrl', 'clientId'])}
  >
    Compare modes
  </Button>
);
