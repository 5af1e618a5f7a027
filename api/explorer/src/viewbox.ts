// The part of a drawing that is seen: all of it at first, nearer by buttons, moved by dragging.

const MARGIN = 70;

export class ViewBox {
  private all: [number, number, number, number] = [0, 0, 1, 1];
  private seen: [number, number, number, number] = [0, 0, 1, 1];

  /** `changed` is told whenever another part is seen. */
  constructor(
    private readonly svg: SVGSVGElement,
    private readonly changed: () => void,
  ) {
    let last: [number, number] | null = null;
    svg.addEventListener("pointerdown", (event) => {
      if (event.target === svg) last = [event.clientX, event.clientY];
    });
    svg.addEventListener("pointermove", (event) => {
      if (!last) return;
      const scale = this.seen[2] / svg.clientWidth;
      this.seen[0] -= (event.clientX - last[0]) * scale;
      this.seen[1] -= (event.clientY - last[1]) * scale;
      last = [event.clientX, event.clientY];
      this.show();
    });
    for (const end of ["pointerup", "pointerleave"]) svg.addEventListener(end, () => (last = null));
  }

  /** How long a pixel of the screen is in the drawing. */
  get unit(): number {
    return Math.max(this.seen[2] / (this.svg.clientWidth || 1), this.seen[3] / (this.svg.clientHeight || 1));
  }

  /** How far something has to move aside that reaches so far from `x`, to be seen whole; not at all, where `x` is not seen itself. */
  inside(x: number, half: number): number {
    const [left, , width] = this.seen;
    const room = (this.unit * (this.svg.clientWidth || 1) - width) / 2; // where the element is wider than what is fitted into it
    const [first, last] = [left - room, left + width + room];
    if (x < first || x > last || 2 * half > last - first) return 0;
    return Math.max(0, first - (x - half)) - Math.max(0, x + half - last);
  }

  /** Shows all of these points, in the proportions of the element. */
  fit(points: [number, number][]): void {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
    this.all = [left, top, Math.max(...xs) + MARGIN - left, Math.max(...ys) + MARGIN - top];
    this.whole();
  }

  /** Shows all there is. */
  whole(): void {
    this.seen = [...this.all];
    this.show();
  }

  /** Shows a part that is so many times as large, around the same middle. */
  zoom(by: number): void {
    const [x, y, width, height] = this.seen;
    this.seen = [x + (width * (1 - by)) / 2, y + (height * (1 - by)) / 2, width * by, height * by];
    this.show();
  }

  private show(): void {
    this.svg.setAttribute("viewBox", this.seen.join(" "));
    this.svg.style.setProperty("--unit", String(this.unit));
    this.changed();
  }
}
