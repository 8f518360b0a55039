import type { ReactElement } from "react";

import { CardSave } from "../shelf/card-save.tsx";
import { shortAuthors } from "../text/people.ts";
import { mapWords, roleWords, seedRoleWords } from "../words/map.ts";
import { claimText } from "../table/claims.ts";
import { workWords } from "../words/work.ts";
import type { MapWork } from "./map-work.ts";
import { RoleSign } from "./role-sign.tsx";

interface MapCardProps {
  readonly work: MapWork;
  readonly degree: number;
  readonly several: boolean;
  /** How the works of the map were chosen. */
  readonly why: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onClose: () => void;
  /** Address of the map of the seeds and this work. */
  readonly joint: string | null;
}

/** The card of one work: what it is, why it is here, where to go. */
export function MapCard({
  work,
  degree,
  several,
  why,
  selected,
  onSelect,
  onClose,
  joint,
}: MapCardProps): ReactElement {
  const { title, titleHtml, authors, authorCount, year, role, citedBy, claims, href, arxivId, withdrawn, resolved } =
    work;
  const names = shortAuthors(authors, 6);
  const more = authorCount - authors.length + names.more;
  return (
    <aside className="map-card" aria-label={title}>
      <button type="button" className="map-card-close" onClick={onClose} aria-label={mapWords.close}>
        ×
      </button>
      <p className="kicker">
        <RoleSign of={role} /> {(several ? seedRoleWords : roleWords)[role]}
        {withdrawn ? <strong className="withdrawn-word">{mapWords.withdrawn}</strong> : null}
        {resolved ? null : <span>{mapWords.unresolved}</span>}
      </p>
      <h3>
        {titleHtml === null ? (
          <a href={href}>{title}</a>
        ) : (
          // oxlint-disable-next-line jsx-a11y/control-has-associated-label
          <a href={href} dangerouslySetInnerHTML={{ __html: titleHtml }} />
        )}
      </h3>
      <p className="authors">
        {names.text}
        {authors.length > 0 && more > 0 ? workWords.moreAuthors(more) : null}
      </p>
      <p className="map-card-facts figures">
        {[
          year,
          mapWords.citedHere(citedBy),
          mapWords.linksHere(degree),
          work.likeness === null || role === "current" ? null : mapWords.likeness(work.likeness),
        ]
          .filter((part) => part !== null)
          .join(" · ")}
      </p>
      {role === "current" ? null : (
        <p className="map-card-why">
          {why}
          {claims.length === 0 ? null : ` ${mapWords.claimed(claims.map(claimText).join("; "))}`}
        </p>
      )}
      <p className="map-card-ways">
        <a href={href}>{mapWords.openPage}</a>
        {arxivId === null ? null : (
          <a href={`https://arxiv.org/abs/${arxivId}`} rel="noreferrer">
            {mapWords.atArxiv}
          </a>
        )}
        {joint === null ? null : <a href={joint}>{mapWords.mapWith}</a>}
        <CardSave key={work.key} paper={work.key} title={title} />
        <button type="button" aria-pressed={selected} onClick={onSelect}>
          {selected ? mapWords.deselect : mapWords.select}
        </button>
      </p>
    </aside>
  );
}
