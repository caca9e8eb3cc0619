// Turns a <select> in [data-lookup] into a field that asks the server while one types (WAI-ARIA combobox).
class Lookup {
  constructor(root) {
    this.root = root;
    this.select = root.querySelector("select");
    this.several = this.select.multiple;
    this.input = document.createElement("input");
    this.list = document.createElement("ul");
    this.chips = document.createElement("div");
    this.build();
    this.show();
  }

  build() {
    const { input, list, select } = this;
    const id = select.id || `lookup-${Math.random().toString(36).slice(2)}`;
    list.id = `${id}-list`;
    list.className = "lookup-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    input.type = "text";
    input.className = "form-control";
    input.id = id;
    input.autocomplete = "off";
    input.placeholder = document.body.dataset.wordType;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    if (label) list.setAttribute("aria-label", label.textContent.replace("*", "").trim());
    input.required = select.required && !this.several;
    select.required = false;
    select.hidden = true;
    select.removeAttribute("id");
    this.chips.className = "lookup-chips";
    this.root.append(this.chips, input, list);
    input.addEventListener("input", () => this.later());
    input.addEventListener("focus", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  show() {
    const chosen = [...this.select.selectedOptions].filter((option) => option.value);
    if (!this.several) {
      this.input.value = chosen.length ? chosen[0].text : "";
      return;
    }
    this.input.value = "";
    this.chips.replaceChildren(...chosen.map((option) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "lookup-chip";
      chip.textContent = `${option.text} ×`;
      chip.setAttribute("aria-label", `${document.body.dataset.wordRemove} ${option.text}`);
      chip.addEventListener("click", () => {
        option.remove();
        this.show();
        this.changed();
      });
      return chip;
    }));
  }

  changed() {
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 180);
  }

  async ask() {
    const typed = this.input.value.trim();
    const url = new URL(this.root.dataset.lookup, location.href);
    const chosen = this.select.selectedOptions[0];
    if (this.several || !chosen || chosen.text !== typed) url.searchParams.set("q", typed);
    const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok || document.activeElement !== this.input) return;
    const { items } = await answer.json();
    this.list.replaceChildren(...(items.length ? items.slice(0, 20).map((item, place) => this.option(item, place)) : [this.nothing()]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.point(items.length ? 0 : -1);
  }

  nothing() {
    const line = document.createElement("li");
    line.className = "lookup-nothing";
    line.textContent = document.body.dataset.wordNothing;
    return line;
  }

  option(item, place) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${place}`;
    line.setAttribute("role", "option");
    line.dataset.value = item.id;
    line.textContent = item.name || item.title || item.label;
    if (item.note) {
      const note = document.createElement("small");
      note.textContent = item.note;
      line.append(note);
    }
    line.dataset.text = item.name || item.title || item.label;
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(line);
    });
    return line;
  }

  point(place) {
    const lines = [...this.list.querySelectorAll("[role=option]")];
    this.at = lines.length ? (place + lines.length) % lines.length : -1;
    lines.forEach((line, number) => line.setAttribute("aria-selected", String(number === this.at)));
    if (this.at < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", lines[this.at].id);
      lines[this.at].scrollIntoView({ block: "nearest" });
    }
  }

  choose(line) {
    if (!this.several) this.select.querySelectorAll("option:not([value=''])").forEach((option) => option.remove());
    if (![...this.select.options].some((option) => option.value === line.dataset.value)) {
      this.select.add(new Option(line.dataset.text, line.dataset.value, true, true));
    }
    this.show();
    this.close();
    this.changed();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (this.several || document.activeElement === this.input) return;
    if (!this.input.value.trim()) this.select.value = "";
    this.show();
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.ask();
      else this.point(this.at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) {
      event.preventDefault();
      this.choose(this.list.querySelectorAll("[role=option]")[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.show();
      this.close();
    } else if (event.key === "Backspace" && this.several && !this.input.value) {
      this.chips.lastElementChild?.click();
    }
  }
}

function lookUp(within) {
  within.querySelectorAll?.("[data-lookup]:not([data-ready])").forEach((root) => {
    root.dataset.ready = "";
    new Lookup(root);
  });
}

lookUp(document);
document.addEventListener("htmx:afterSettle", (event) => lookUp(event.target));
