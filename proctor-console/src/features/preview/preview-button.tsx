import { EyeOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { questionRoutes } from 'exam-contract/http/questions';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { QuestionPreview, type Side } from './question-preview';
import type { Shown } from './shown';

/** Where a question is read from. */
export type Source =
  | { version: string }
  | { newest: true }
  | { draft: string; mode: 'replace' | 'merge'; from?: string }
  | { shown: Shown };

async function read(source: Source, questionId: string): Promise<Shown> {
  if ('shown' in source) return source.shown;
  if ('version' in source)
    return call(questionRoutes.inVersion, { params: { hash: source.version, questionId } });
  if ('newest' in source) return call(questionRoutes.newest, { params: { questionId } });
  const { draft: draftId, mode, from } = source;
  const query = { mode, ...(from === undefined ? {} : { from }) };
  return call(questionRoutes.inDraft, { params: { draftId, questionId }, query });
}

interface Props {
  questionId: string;
  /** What it is now, or the only one there is. */
  of: Source | null;
  /** What it was before, shown beside it. */
  before?: Source | null | undefined;
}

function Loaded({ questionId, of, before }: Props) {
  const asked = useQuery({
    queryKey: ['look', questionId, of, before],
    // A row that is being mended is another with every letter.
    gcTime: 0,
    queryFn: async (): Promise<Side[]> => {
      const [was, is] = await Promise.all([before && read(before, questionId), of && read(of, questionId)]);
      if (was && is)
        return [
          { name: 'before', question: was },
          { name: 'after', question: is },
        ];
      const only = is ?? was;
      return only ? [{ question: only }] : [];
    },
  });
  return <Answer of={asked}>{(sides) => <QuestionPreview sides={sides} />}</Answer>;
}

/** Opens the question as a candidate would see it; for those who may read the bank. */
export function PreviewButton(props: Props) {
  const { t } = useTranslation('look');
  const [open, setOpen] = useState(false);
  const may = useMay('registry', 'auditor', 'admin');
  if (!may) return null;
  return (
    <>
      <Button
        icon={<EyeOutlined aria-hidden />}
        aria-label={t('lookAt', { id: props.questionId })}
        onClick={() => setOpen(true)}
      >
        {t('look')}
      </Button>
      <Modal
        open={open}
        title={t('title', { id: props.questionId })}
        width="min(1240px, calc(100vw - 48px))"
        style={{ top: 16 }}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Loaded {...props} />
      </Modal>
    </>
  );
}
