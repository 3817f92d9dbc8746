import { App, Drawer } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft, type BankIssue } from 'exam-contract/http/banks';
import { mendingRoutes } from 'exam-contract/http/mending';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { useBackQuestion } from '../../ui/leave-warning';
import { MendForm } from './mend-form';
import { sendMend, type MendDeed } from './send-mend';

/** What a drawer takes to close and to let go of the keyboard. */
const CLOSING_MS = 500;

/** Shows a draft as it is after a mend, and has everything that hangs on its questions asked anew. */
export function useSettle(draftId: string): (now: BankDraft) => void {
  const queries = useQueryClient();
  return (now) => {
    queries.setQueryData(['draft', draftId], now);
    for (const key of ['refused', 'diff', 'outlook'])
      void queries.invalidateQueries({ queryKey: [key, draftId] });
    void queries.invalidateQueries({ queryKey: ['drafts'] });
  };
}

/**
 * The button that opened a form may go with its row: whoever works by keyboard goes on at the one that took its place.
 * @param settled changes when the list has come anew
 */
export function useNextButton(list: RefObject<HTMLElement | null>, isOpen: boolean, settled: unknown) {
  const at = useRef(0);
  const mended = useRef(false);
  useEffect(() => {
    if (isOpen || !mended.current) return;
    const later = setTimeout(() => {
      mended.current = false;
      if (document.activeElement?.matches('button, input, a')) return;
      const buttons = list.current?.querySelectorAll<HTMLElement>('.mend-go') ?? [];
      (buttons[Math.min(at.current, buttons.length - 1)] ?? list.current)?.focus();
    }, CLOSING_MS);
    return () => clearTimeout(later);
  }, [isOpen, settled, list]);
  return {
    opened: (button: HTMLElement) => {
      const buttons = [...(list.current?.querySelectorAll('.mend-go') ?? [])];
      at.current = Math.max(0, buttons.indexOf(button));
    },
    mended: () => void (mended.current = true),
  };
}

type FormProps = Pick<Parameters<typeof MendForm>[0], 'row' | 'send' | 'onSaved'> & { draftId: string };

/** The form of one question beside the list it was opened from; what was typed there is not closed away by mistake. */
export function MendDrawer({
  title,
  form,
  onClose,
}: {
  title: string;
  /** Null while nothing is open; without a row while that is on its way. */
  form: { key: string | number; asked: Parameters<typeof Answer<FormProps>>[0]['of'] } | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('bank');
  const { modal } = App.useApp();
  const [touched, setTouched] = useState(false);
  const asking = useRef(false);
  const kinds = useQuery({
    queryKey: ['kinds'],
    queryFn: () => call(bankRoutes.kinds),
    enabled: form !== null,
  });
  const chapters = [...new Set(kinds.data?.kinds.flatMap((k) => k.chapters) ?? [])];
  const close = () => {
    if (!touched) return onClose();
    if (asking.current) return;
    asking.current = true;
    void modal.confirm({
      afterClose: () => (asking.current = false),
      title: t('unsaved.title'),
      content: t('unsaved.body'),
      okText: t('unsaved.leave'),
      okButtonProps: { danger: true },
      cancelText: t('unsaved.stay'),
      autoFocusButton: 'cancel',
      onOk: onClose,
    });
  };
  useBackQuestion(touched && form !== null, close);
  return (
    <Drawer open={form !== null} size="large" title={title} onClose={close} destroyOnHidden>
      {form && (
        <Answer of={form.asked}>
          {(props) => <MendForm key={form.key} chapters={chapters} onTouched={setTouched} {...props} />}
        </Answer>
      )}
    </Drawer>
  );
}

/** Opens the question that a finding is about, accepted or not. */
export function MendFound({
  draft,
  where,
  onMended,
  onClose,
}: {
  draft: BankDraft;
  where: BankIssue['where'] | null;
  onMended: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('bank');
  const { message } = App.useApp();
  const { draftId } = draft;
  const settle = useSettle(draftId);
  const [renamed, setRenamed] = useState<{ where: typeof where; id: string } | null>(null);
  const questionId = (renamed && renamed.where === where ? renamed.id : where?.question) ?? '';
  const row = where?.row ?? undefined;
  const asked = useQuery({
    queryKey: ['mending', draftId, questionId, row],
    queryFn: () =>
      call(mendingRoutes.question, {
        params: { draftId, questionId },
        query: row === undefined ? {} : { row },
      }),
    enabled: where !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const n = asked.data?.n ?? null;
  const sentId = useRef(questionId);
  const send = async (deed: MendDeed, seen: number | undefined) => {
    const now = await sendMend({ draftId, n, questionId, at: row }, deed, seen);
    sentId.current = 'question' in deed ? deed.question.id : questionId;
    return now;
  };
  const onSaved = (now: BankDraft) => {
    // One that stays out now, and was not before, is still to be mended: it says why.
    const isOut = now.mendable - now.skipped > draft.mendable - draft.skipped;
    const isSaid = n !== null && now.mendable - now.skipped === draft.mendable - draft.skipped;
    if (now.counting || !(isOut || isSaid)) {
      void message.success(t(now.counting ? 'counting.row' : 'mend.saved'));
      onMended();
    } else if (sentId.current === questionId) void asked.refetch();
    else setRenamed({ where, id: sentId.current });
    settle(now);
  };
  return (
    <MendDrawer
      title={t('mend.titleOf', { id: questionId })}
      onClose={onClose}
      form={
        where && {
          key: `${questionId} ${row ?? ''}`,
          asked: {
            ...asked,
            data: asked.data && { draftId, row: asked.data, send, onSaved },
          },
        }
      }
    />
  );
}
