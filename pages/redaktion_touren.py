from tourkarte.ui.desk import session, tours

session.enter("Touren")
for tour, appointments in tours.counted():
    tours.edit(tour, appointments)
tours.add()
