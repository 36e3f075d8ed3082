// <assay-upload> lets files be dropped on the form that it wraps, sends each in parts with its progress, and goes on where a
// broken line stopped. Without this script the form sends the same files in one piece.
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

class Refused extends Error { }

async function ask(path, options = {}, attempts = 5) {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(path, options);
      if (answer.ok) return answer.status === 204 ? null : await answer.json();
      if (answer.status < 500 && answer.status !== 429) throw new Refused(await reason(answer));
    } catch (failure) {
      if (failure instanceof Refused || failure.name === 'NotReadableError' || attempt >= attempts) throw failure;
    }
    if (attempt >= attempts) throw new Refused('The server does not answer. Press the button again later; what was sent is kept for a day.');
    await wait(2 ** (attempt - 1));
  }
}

async function reason(answer) {
  const problem = await answer.json().catch(() => ({}));
  const named = Object.values(problem.errors ?? {}).flat();
  return named.length > 0 ? named.join(' ') : problem.detail ?? answer.statusText;
}

customElements.define('assay-upload', class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.input = this.querySelector('input[type=file]');
    if (!this.form || !this.input) return;

    this.list = document.createElement('ul');
    this.list.className = 'uploads';
    this.list.setAttribute('aria-live', 'polite');
    this.zone = document.createElement('p');
    this.zone.className = 'drop';
    this.zone.textContent = this.input.multiple ? 'Or drop files anywhere on this form.' : 'Or drop the file anywhere on this form.';
    this.input.after(this.zone);
    this.form.append(this.list);

    this.form.addEventListener('submit', (event) => { event.preventDefault(); this.sendAll(); });
    for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      this.form.addEventListener(kind, (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        this.form.classList.toggle('dropping', kind === 'dragenter' || kind === 'dragover');
        if (kind === 'drop') this.input.files = event.dataTransfer.files;
      });
    }
  }

  async sendAll() {
    const button = this.form.querySelector('button');
    const files = [...this.input.files];
    button.disabled = true;
    this.list.replaceChildren();

    const done = [];
    for (const file of files) done.push(await this.sendOne(file));
    button.disabled = false;

    if (done.length > 0 && done.every(Boolean)) location.assign(done.length === 1 ? `/evidence/${done[0].id}` : '/evidence?status=Waiting');
  }

  async sendOne(file) {
    const line = document.createElement('li');
    const said = document.createElement('span');
    const bar = Object.assign(document.createElement('progress'), { max: Math.max(file.size, 1), value: 0 });
    bar.setAttribute('aria-label', file.name);
    said.textContent = file.name;
    line.append(said, bar);
    this.list.append(line);

    // The same file, chosen again after the tab was closed, goes on where it was.
    const key = `upload:${file.name}:${file.size}:${file.lastModified}`;

    try {
      const upload = await this.begin(key, file);
      const have = new Set(upload.have);

      for (let part = 0; part < upload.parts; part++) {
        const slice = file.slice(part * upload.partBytes, (part + 1) * upload.partBytes);
        if (!have.has(part)) {
          await ask(`/api/evidence/uploads/${upload.id}/parts/${part}`, { method: 'PUT', body: await slice.arrayBuffer(), headers: { 'Content-Type': 'application/octet-stream' } });
        }
        bar.value += slice.size;
        said.textContent = `${file.name}: ${Math.floor(100 * bar.value / bar.max)} %`;
      }

      const kept = await ask(`/api/evidence/uploads/${upload.id}/finish?${this.filing()}`, { method: 'POST' });
      localStorage.removeItem(key);
      said.textContent = kept.added ? `${file.name}: in the vault` : `${file.name}: was in the vault already`;
      return kept;
    } catch (failure) {
      line.className = 'error';
      said.textContent = `${file.name}: ${failure.name === 'NotReadableError' ? 'The file changed while it was read. Choose it again.' : failure.message}`;
      return null;
    }
  }

  async begin(key, file) {
    const known = localStorage.getItem(key);
    const again = known && await ask(`/api/evidence/uploads/${known}`, {}, 1).catch(() => null);
    if (again) return again;

    const upload = await ask('/api/evidence/uploads', { method: 'POST', body: JSON.stringify({ fileName: file.name, size: file.size }), headers: { 'Content-Type': 'application/json' } });
    localStorage.setItem(key, upload.id);
    return upload;
  }

  filing() {
    const said = new FormData(this.form);
    const names = { 'Form.Title': 'title', 'Form.Kind': 'kind', 'Form.Type': 'type', 'Form.Controls': 'control', 'Form.Criteria': 'criterion', 'Form.From': 'from', 'Form.To': 'to', 'Form.Note': 'note', 'Form.Item': 'item' };
    const query = new URLSearchParams();
    for (const [field, name] of Object.entries(names)) {
      const value = said.get(field);
      if (value) query.set(name, value);
    }
    return query;
  }
});
