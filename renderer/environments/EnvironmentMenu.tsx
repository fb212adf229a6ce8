import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowSortRegular } from '@fluentui/react-icons/svg/arrow-sort';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useShallow } from 'zustand/react/shallow';
import type { ProfileView } from '../../shared/contract.ts';
import { duplicateEnvironment, removeEnvironment, useEnvironments, visibleProfiles } from '../store/environments.ts';
import { moveEnvironment, sortByName } from '../store/order.ts';
import { movedBy } from './groups.ts';

/** What can be done with an environment besides running it: copies, its place in the list, deleting it. */
export default function EnvironmentMenu({ profile }: { profile: ProfileView }) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label="More actions"
          title="More actions for this environment"
        />
      </MenuTrigger>
      <MenuPopover>
        <Actions profile={profile} />
      </MenuPopover>
    </Menu>
  );
}

function Actions({ profile }: { profile: ProfileView }) {
  const listed = useEnvironments(useShallow(visibleProfiles)).filter(({ builtIn }) => !builtIn);
  return (
    <MenuList>
      <MenuItem icon={<CopyRegular />} onClick={() => void duplicateEnvironment(profile)}>
        Duplicate
      </MenuItem>
      <MenuDivider />
      <MenuItem
        icon={<ArrowUpRegular />}
        secondaryContent="Alt+Up"
        disabled={movedBy(-1, profile.id, listed) === null}
        persistOnClick
        onClick={() => moveEnvironment(profile.id, -1)}
      >
        Move up
      </MenuItem>
      <MenuItem
        icon={<ArrowDownRegular />}
        secondaryContent="Alt+Down"
        disabled={movedBy(1, profile.id, listed) === null}
        persistOnClick
        onClick={() => moveEnvironment(profile.id, 1)}
      >
        Move down
      </MenuItem>
      <MenuItem icon={<ArrowSortRegular />} disabled={listed.length < 2} onClick={sortByName}>
        Sort all by name
      </MenuItem>
      <MenuDivider />
      <MenuItem icon={<DeleteRegular />} onClick={() => void removeEnvironment(profile)}>
        Delete
      </MenuItem>
    </MenuList>
  );
}
