import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';

/** Takes back what was decided. */
export const Drop = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button
    size="small"
    appearance="subtle"
    icon={<DismissRegular />}
    aria-label={label}
    title={label}
    onClick={onClick}
  />
);
