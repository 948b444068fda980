import { useChat } from '../chat/chat-context.ts';
import { AddressSheet } from './address-sheet.tsx';
import { ContactSheet } from './contact-sheet.tsx';
import { FileSheet } from './file-sheet.tsx';
import { FlowSheet } from './flow-sheet.tsx';
import { ListSheet } from './list-sheet.tsx';
import { LocationSheet } from './location-sheet.tsx';
import type { OpenSheet } from './open-sheet.ts';
import { OrderSheet } from './order-sheet.tsx';
import { ReactionSheet } from './reaction-sheet.tsx';
import { ReferralSheet } from './referral-sheet.tsx';

/** The sheet that lies over the chat. */
export function Sheets({ sheet, onClose }: { sheet: OpenSheet; onClose(): void }) {
  const { entries, write } = useChat();
  const contentOf = (messageId: string | undefined) => entries.find(({ id }) => id === messageId)?.content;
  switch (sheet.kind) {
    case 'files':
      return <FileSheet files={sheet.files} as={sheet.as} onClose={onClose} />;
    case 'address':
      return <AddressSheet onClose={onClose} />;
    case 'contact':
      return <ContactSheet onClose={onClose} />;
    case 'referral':
      return <ReferralSheet onClose={onClose} />;
    case 'location':
      return <LocationSheet messageId={sheet.messageId} onClose={onClose} />;
    case 'order':
      return <OrderSheet offered={contentOf(sheet.messageId)?.products} onClose={onClose} />;
    case 'reaction':
      return <ReactionSheet messageId={sheet.messageId} onClose={onClose} />;
    case 'flow': {
      const flow = contentOf(sheet.messageId)?.flow;
      return flow ? <FlowSheet messageId={sheet.messageId} title={flow.label} onClose={onClose} /> : null;
    }
    case 'list': {
      const list = contentOf(sheet.messageId)?.list;
      const choose = (rowId: string) => write({ type: 'list', messageId: sheet.messageId, rowId });
      return list ? <ListSheet choice={list} onClose={onClose} onChoose={choose} /> : null;
    }
  }
}
