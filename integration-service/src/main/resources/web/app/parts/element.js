import { LitElement } from 'lit';

/** A part of the page, in its light: one stylesheet, labels and ids that reach across parts. */
export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.reworded = () => this.requestUpdate();
    window.addEventListener('tb-words', this.reworded);
  }

  disconnectedCallback() {
    window.removeEventListener('tb-words', this.reworded);
    super.disconnectedCallback();
  }
}

/** A part that shows what the service knows, and asks again while it is looked at. */
export class Watching extends Part {
  static every = 3000;

  connectedCallback() {
    super.connectedCallback();
    this.watching = setInterval(() => {
      if (!document.hidden) {
        this.look();
      }
    }, this.constructor.every);
    this.look();
  }

  disconnectedCallback() {
    clearInterval(this.watching);
    super.disconnectedCallback();
  }

  async look() {
    try {
      await this.ask();
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
    this.requestUpdate();
  }
}

export const go = (path) => {
  location.hash = path;
};
