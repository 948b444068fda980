import { MapPin } from 'lucide-react';
import type { Place } from '../api/types.ts';
import classes from './cards.module.css';

/** A place, which opens on a map. */
export function PlaceCard({ place: { latitude, longitude, name, address } }: { place: Place }) {
  const position = `${latitude}, ${longitude}`;
  return (
    <a
      className={classes.card}
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}&zoom=15`}
      target="_blank"
      rel="noreferrer"
    >
      <span className={classes.map} aria-hidden>
        <MapPin size={28} />
      </span>
      <span className={classes.title}>{name ?? position}</span>
      {(address || name) && <span className={classes.about}>{address ?? position}</span>}
    </a>
  );
}
