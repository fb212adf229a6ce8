import { Suspense, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import type { ReportSource } from '../../shared/report-format.ts';
import { preloadable } from '../parts/preloadable.tsx';

const ReportDialog = preloadable(() => import('./ReportDialog.tsx'));

/** Opens the choice in which format a report is saved or copied. */
export function ReportButton({ source }: { source: ReportSource }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        appearance="subtle"
        icon={<SaveRegular />}
        onPointerEnter={ReportDialog.preload}
        onFocus={ReportDialog.preload}
        onClick={() => setOpen(true)}
      >
        Save report…
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ReportDialog.Part source={source} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
