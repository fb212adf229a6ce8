import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowSortRegular } from '@fluentui/react-icons/svg/arrow-sort';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useShallow } from 'zustand/react/shallow';
import type { ProfileView } from '../../shared/contract.ts';
import { MenuButton } from '../parts/MenuButton.tsx';
import { duplicateEnvironment, removeEnvironment, useEnvironments, visibleProfiles } from '../store/environments.ts';
import { moveEnvironment, sortByName } from '../store/order.ts';
import { movedBy } from './groups.ts';

/** What can be done with an environment besides running it: copies, its place in the list, deleting it. */
export function EnvironmentMenu({ profile }: { profile: ProfileView }) {
  const listed = useEnvironments(useShallow(visibleProfiles)).filter(({ builtIn }) => !builtIn);
  const move = (step: 1 | -1) => ({
    disabled: movedBy(step, profile.id, listed) === null,
    staysOpen: true,
    act: () => void moveEnvironment(profile.id, step),
  });
  return (
    <MenuButton
      label="More actions"
      icon={<MoreHorizontalRegular />}
      actions={[
        [{ label: 'Duplicate', icon: <CopyRegular />, act: () => void duplicateEnvironment(profile) }],
        [
          { label: 'Move up', icon: <ArrowUpRegular />, keys: 'Alt+ArrowUp', ...move(-1) },
          { label: 'Move down', icon: <ArrowDownRegular />, keys: 'Alt+ArrowDown', ...move(1) },
          { label: 'Sort all by name', icon: <ArrowSortRegular />, disabled: listed.length < 2, act: sortByName },
        ],
        [{ label: 'Delete', icon: <DeleteRegular />, act: () => void removeEnvironment(profile) }],
      ]}
    />
  );
}
