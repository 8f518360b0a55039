import type { MapRole } from "arxivlens/api";

import type { MapWork } from "./map-work.ts";

/** One line of the tree that is open so far. */
export interface TreeItem {
  readonly id: string;
  readonly parent: string | null;
  readonly level: 1 | 2 | 3;
  readonly role: MapRole;
  /** Of a year's line and below. */
  readonly year: number | null;
  /** Position of the work; null for roles and years. */
  readonly work: number | null;
  readonly open: boolean;
  /** Works below. */
  readonly works: number;
  readonly position: number;
  readonly siblings: number;
}

/** The lines from top to bottom: roles, their years (latest first), their works (most cited first). */
export function treeItems(
  works: readonly MapWork[],
  visible: readonly boolean[],
  roles: readonly MapRole[],
  closed: ReadonlySet<string>,
): readonly TreeItem[] {
  const shown = works.flatMap((work, index) => (visible[index] === false ? [] : [{ work, index }]));
  const present = roles.filter((role) => shown.some(({ work }) => work.role === role));
  return present.flatMap((role, at): readonly TreeItem[] => {
    const id = role;
    const ofRole = shown.filter(({ work }) => work.role === role);
    const years = [...new Set(ofRole.map(({ work }) => work.year))].toSorted((a, b) => (b ?? 0) - (a ?? 0));
    const shared = { role, open: false, works: 0 };
    const top: TreeItem = {
      ...shared,
      id,
      parent: null,
      level: 1,
      year: null,
      work: null,
      open: !closed.has(id),
      works: ofRole.length,
      position: at + 1,
      siblings: present.length,
    };
    if (closed.has(id)) return [top];
    return [
      top,
      ...years.flatMap((year, yearAt): readonly TreeItem[] => {
        const yearId = `${role}-${year ?? "none"}`;
        const members = ofRole
          .filter(({ work }) => work.year === year)
          .toSorted((a, b) => b.work.citedBy - a.work.citedBy);
        const line: TreeItem = {
          ...shared,
          id: yearId,
          parent: id,
          level: 2,
          year,
          work: null,
          open: !closed.has(yearId),
          works: members.length,
          position: yearAt + 1,
          siblings: years.length,
        };
        if (closed.has(yearId)) return [line];
        return [
          line,
          ...members.map(({ work, index }, memberAt): TreeItem => ({
            ...shared,
            id: `${yearId}-${work.key}`,
            parent: yearId,
            level: 3,
            year,
            work: index,
            position: memberAt + 1,
            siblings: members.length,
          })),
        ];
      }),
    ];
  });
}
