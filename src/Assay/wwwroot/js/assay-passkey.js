// <assay-passkey kind="get|create" options="{…}" into="field" label="…"> asks the browser for a passkey and posts its
// answer with the form around it. What stands inside is shown where this script does not run.
customElements.define('assay-passkey', class extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      this.replaceChildren(this.say('This browser has no passkeys for this address. They need https, or localhost.'));
      return;
    }

    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = this.getAttribute('label');
    this.said = this.say('');
    this.said.setAttribute('role', 'status');
    button.addEventListener('click', () => this.ask(button));
    this.replaceChildren(button, this.said);
  }

  async ask(button) {
    const form = this.closest('form');
    if (!form.reportValidity()) return;

    button.disabled = true;
    this.said.textContent = 'Your browser is asking for the passkey…';

    try {
      form.elements[this.getAttribute('into')].value = JSON.stringify(await this.answer());
      form.submit();
    } catch (refused) {
      this.said.textContent = refused.name === 'InvalidStateError' ? 'This device has a passkey here already.' : 'Nothing came of it. Try again, or use another way.';
      button.disabled = false;
    }
  }

  answer() {
    const options = JSON.parse(this.getAttribute('options'));

    return this.getAttribute('kind') === 'create'
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }

  say(words) {
    const line = document.createElement('p');
    line.className = 'help';
    line.textContent = words;
    return line;
  }
});
