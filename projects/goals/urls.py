from django.urls import path

from projects.goals.views import figures, following, judging, pages, values, writing

app_name = "goals"

urlpatterns = [
    path("", pages.goals, name="goals"),
    path("new/", writing.new_goal, name="new_goal"),
    path("<uuid:goal>/", pages.goal, name="goal"),
    path("<uuid:goal>/weeks.csv", pages.weeks_file, name="weeks_file"),
    path("<uuid:goal>/change/", writing.change, name="change"),
    path("<uuid:goal>/check-in/", following.check_in, name="check_in"),
    path("<uuid:goal>/values/", values.values, name="values"),
    path("<uuid:goal>/figures/", figures.figures, name="figures"),
    path("<uuid:goal>/score/", judging.score, name="score"),
    path("<uuid:goal>/result/", judging.result, name="result"),
]
