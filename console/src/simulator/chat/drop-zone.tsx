import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from './chat-context.ts';
import classes from './drop-zone.module.css';

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Takes files that are dragged onto the chat. The attach menu does the same with the keyboard. */
export function DropZone({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { open } = useChat();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!isInside) setOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setOver(false);
    open({ kind: 'files', files: [...event.dataTransfer.files] });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is one more way to what the attach menu offers
    <div className={classes.zone} onDragOver={over} onDragLeave={leave} onDrop={drop}>
      {children}
      {isOver && (
        <div className={classes.veil}>
          <Upload size={28} aria-hidden />
          {t('phone.dropHere')}
        </div>
      )}
    </div>
  );
}
