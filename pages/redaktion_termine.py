import streamlit as st

from tourkarte.ui.desk import appointment, choosing, deeds, listing, log_view, place, session, table

session.enter("Termine bearbeiten")
found = listing.listing()

if appointment.NEW in st.query_params:
    appointment.back()
    appointment.new(found.tours)
elif appointment.OPENED in st.query_params:
    appointment.back()
    if record := appointment.opened():
        appointment.head(record)
        deeds.bar(record)
        left, right = st.columns([7, 5], gap="large")
        with left:
            appointment.edit(record)
        with right:
            place.editor(record, appointment.pin_of(record))
            log_view.history(record)
    else:
        st.info("Diesen Termin gibt es nicht oder nicht mehr.", icon=":material/event_busy:")
else:
    appointment.settle_any()
    rows, about = choosing.filters(found)
    if rows.empty:
        choosing.nothing(found)
    else:
        choosing.opener(found, rows)
        table.show(found, rows, about)
        choosing.counted(rows)
