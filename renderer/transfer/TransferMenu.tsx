import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { MenuButton } from '../parts/MenuButton.tsx';
import { openDialog } from '../store/view.ts';

/** Import and export of environments. */
export const TransferMenu = () => (
  <MenuButton
    above
    label="Import and export"
    icon={<MoreHorizontalRegular />}
    actions={[
      [
        { label: 'Import…', icon: <ArrowDownloadRegular />, act: () => openDialog('import') },
        { label: 'Export…', icon: <ArrowUploadRegular />, act: () => openDialog('export') },
      ],
    ]}
  />
);
