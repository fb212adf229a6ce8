import { lazy, Suspense, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import type { ReportSource } from '../../shared/report-format.ts';

const ReportDialog = lazy(() => import('./ReportDialog.tsx'));

/** Opens the choice in which format a report is saved or copied. */
export function ReportButton({ source }: { source: ReportSource }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" appearance="subtle" icon={<SaveRegular />} onClick={() => setOpen(true)}>
        Save report…
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ReportDialog source={source} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
