//! What stands where rows will be, after 150 ms of waiting and never before.

use yew::prelude::*;

const WIDTHS: [(u8, u8); 5] = [(72, 50), (56, 38), (84, 60), (64, 44), (48, 30)];

/// Grey rows at the height of real ones.
pub fn skeleton_rows(count: usize) -> Html {
    let rows = (0..count).map(|index| {
        let (title, under) = WIDTHS[index % WIDTHS.len()];
        html! {
            <div class="ske-row" key={index} aria-hidden="true">
                <span class="skeleton" style="--w: 16px" />
                <span class="stack">
                    <span class="skeleton" style={format!("--w: {title}%")} /><span class="skeleton" style={format!("--w: {under}%")} />
                </span>
                <span class="skeleton" style="--w: 72px" />
            </div>
        }
    });
    html! { <div class="ske" aria-busy="true">{for rows}</div> }
}
