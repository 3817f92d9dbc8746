const SCROLLERS = '.ant-table-content, .ant-table-body';

/** Lets the keyboard reach what a table holds beyond its edge: its cells may have nothing to step on. */
function reach(): void {
  for (const box of document.querySelectorAll<HTMLElement>(SCROLLERS)) {
    const beyond = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (beyond) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

/** Keeps every table of the console within reach of the keyboard, however wide the window is. */
export function keepTablesInReach(): void {
  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(reach);
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener('resize', soon);
}
