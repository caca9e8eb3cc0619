// Counts the names chosen on an election's ballot while it is filled in, and keeps one with too many from being sent.
(() => {
    const form = document.querySelector("[data-ballot]");
    if (!form) return;
    const seats = Number(form.dataset.seats);
    const line = form.querySelector("[data-count]");
    const button = form.querySelector("button[value=review]");
    const count = () => {
        const marked = form.querySelectorAll("input[type=radio][value=F]:checked").length;
        const written = [...form.querySelectorAll("input[name=write_in]")].filter((one) => one.value.trim()).length;
        const chosen = marked + written;
        const over = chosen > seats;
        line.querySelector("[data-chosen]").textContent = String(chosen);
        line.querySelector("[data-over]").hidden = !over;
        line.classList.toggle("is-over", over);
        button.disabled = over;
    };
    form.addEventListener("input", count);
    // A second touch takes a mark back: a candidate may be left without one.
    form.addEventListener("pointerdown", (event) => {
        const label = event.target.closest(".ballot-mark");
        const radio = label && label.querySelector("input");
        if (!radio || !radio.checked) return;
        label.addEventListener(
            "click",
            (click) => {
                click.preventDefault();
                radio.checked = false;
                count();
            },
            { once: true },
        );
    });
    window.addEventListener("pageshow", count);
    count();
})();
