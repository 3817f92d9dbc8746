import { fireEvent, render } from '@testing-library/react';
import { useTestKeys, type KeyAction } from './test-keys';

function Screen({ act }: { act: (a: KeyAction) => void }) {
  useTestKeys(4, act);
  return <button type="button">picture</button>;
}

describe('Enter on the test screen', () => {
  function open() {
    const done: string[] = [];
    const act = (a: KeyAction) => void done.push(a.do);
    const button = render(<Screen act={act} />).getByRole('button');
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    return { done, button, press };
  }

  it('presses the button that has the focus', () => {
    const { done, button, press } = open();
    button.focus();
    press('Enter');
    expect(done).toEqual([]);
  });

  it('confirms the choice just made, although the focus came back to a button meanwhile', () => {
    const { done, button, press } = open();
    press('2');
    button.focus();
    press('Enter');
    expect(done).toEqual(['choose', 'advance']);
    button.focus();
    press('Enter');
    expect(done).toHaveLength(2);
  });

  it('presses the button that the person went to after choosing, by key or by hand', () => {
    const { done, button, press } = open();
    press('2');
    press('Tab');
    button.focus();
    press('Enter');
    expect(done).toEqual(['choose']);
    press('3');
    fireEvent.pointerDown(button);
    button.focus();
    press('Enter');
    expect(done).toEqual(['choose', 'choose']);
  });
});
