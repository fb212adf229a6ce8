import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { openDialog } from '../store/view.ts';

/** Import and export of environments. It opens in place, so that the drawer of a narrow window does not cover it. */
export default function TransferMenu() {
  return (
    <Menu inline positioning="above-end">
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label="Import and export"
          title="Import and export environments"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<ArrowDownloadRegular />} onClick={() => openDialog('import')}>
            Import…
          </MenuItem>
          <MenuItem icon={<ArrowUploadRegular />} onClick={() => openDialog('export')}>
            Export…
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
