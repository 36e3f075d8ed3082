// <assay-copy href="/address"> copies the text behind the address; <assay-copy for="id"> copies what that element shows.
// The button exists only where this script runs, so nobody is offered what would not work.
customElements.define('assay-copy', class extends HTMLElement {
  connectedCallback() {
    if (this.querySelector('button')) return;

    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = this.getAttribute('label') ?? 'Copy';
    const said = document.createElement('span');
    said.className = 'visually-hidden';
    said.setAttribute('role', 'status');

    button.addEventListener('click', async () => {
      const done = await this.copy().then(() => 'Copied', () => 'Could not copy');
      said.textContent = done;
      button.textContent = done;
      setTimeout(() => { button.textContent = this.getAttribute('label') ?? 'Copy'; }, 2000);
    });

    this.append(button, said);
  }

  async copy() {
    const text = await this.text();
    if (navigator.clipboard) return navigator.clipboard.writeText(text);

    // Outside of https and localhost there is no clipboard, but a selection can still be copied.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) throw new Error('refused');
  }

  async text() {
    const href = this.getAttribute('href');
    if (!href) return document.getElementById(this.getAttribute('for')).innerText;

    const answer = await fetch(href);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }
});
