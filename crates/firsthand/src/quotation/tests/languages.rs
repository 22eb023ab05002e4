//! One article a language with quotations in its usual forms: direct ones with their attribution
//! before, within and behind, clauses, phrases, and verbs without a subject. A contributor who adds
//! a language adds a case.

use super::check_in;

#[test]
fn french() {
    check_in(
        "fr",
        "La maire de Hallvik, Inès Calder, a annoncé lundi que le pont resterait fermé \
         jusqu'en mai. « Nous avons vérifié chaque boulon du pont », a-t-elle déclaré lors \
         d'une conférence de presse.\n\nSelon le ministère des Transports, les travaux \
         coûteront trois millions d'euros. « Personne ne sera oublié dans cette ville », a \
         assuré Thomas Orsay, le préfet de la région. D'après M. Orsay, la route est \
         sûre.\n\n« Le bac, a expliqué Inès Calder, partira toutes les heures. » Elle a ajouté \
         que les habitants ne paieraient rien.",
        "Indirect [Inès Calder] (a annoncé) que le pont resterait fermé jusqu'en mai
         Direct [Inès Calder] (déclaré) Nous avons vérifié chaque boulon du pont @ lors d'une conférence de presse
         Indirect [ministère des Transports] (Selon) les travaux coûteront trois millions d'euros
         Direct [Thomas Orsay] (a assuré) Personne ne sera oublié dans cette ville
         Indirect [Thomas Orsay] (D'après) la route est sûre
         Direct [Inès Calder] (a expliqué) Le bac | partira toutes les heures.
         Indirect [Inès Calder] (a ajouté) que les habitants ne paieraient rien",
    );
}

#[test]
fn spanish() {
    check_in(
        "es",
        "La alcaldesa de Hallvik, Inés Calder, dijo el lunes que el puente seguirá cerrado \
         hasta mayo. «Hemos revisado cada tornillo del puente», afirmó Calder en una rueda de \
         prensa.\n\nSegún el Ministerio de Transportes, las obras costarán tres millones de \
         euros. “Nadie quedará olvidado en esta ciudad”, aseguró Tomás Orsay, el gobernador de \
         la región. De acuerdo con Orsay, la carretera es segura.\n\n«El barco —explicó Inés \
         Calder— saldrá cada hora». Añadió que los vecinos no pagarán nada.",
        "Indirect [Inés Calder] (dijo) que el puente seguirá cerrado hasta mayo
         Direct [Inés Calder] (afirmó) Hemos revisado cada tornillo del puente @ en una rueda de prensa
         Indirect [Ministerio de Transportes] (Según) las obras costarán tres millones de euros
         Direct [Tomás Orsay] (aseguró) Nadie quedará olvidado en esta ciudad
         Indirect [Tomás Orsay] (De acuerdo con) la carretera es segura
         Direct [Inés Calder] (explicó) El barco | saldrá cada hora
         Indirect [Inés Calder] (Añadió) que los vecinos no pagarán nada",
    );
}

#[test]
fn italian() {
    check_in(
        "it",
        "La sindaca di Hallvik, Ines Calder, ha detto lunedì che il ponte resterà chiuso fino \
         a maggio. «Abbiamo controllato ogni bullone del ponte», ha spiegato Calder in una \
         conferenza stampa.\n\nSecondo il ministero dei Trasporti, i lavori costeranno tre \
         milioni di euro. “Nessuno sarà dimenticato in questa città”, ha assicurato Tommaso \
         Orsay, il prefetto della regione. Per Orsay la strada è sicura.\n\n«Il traghetto - ha \
         aggiunto Ines Calder - partirà ogni ora». La sindaca ha sottolineato che gli abitanti \
         non pagheranno nulla.",
        "Indirect [Ines Calder] (ha detto) che il ponte resterà chiuso fino a maggio
         Direct [Ines Calder] (ha spiegato) Abbiamo controllato ogni bullone del ponte @ in una conferenza stampa
         Indirect [ministero dei Trasporti] (Secondo) i lavori costeranno tre milioni di euro
         Direct [Tommaso Orsay] (ha assicurato) Nessuno sarà dimenticato in questa città
         Direct [Ines Calder] (ha aggiunto) Il traghetto | partirà ogni ora
         Indirect [Ines Calder] (ha sottolineato) che gli abitanti non pagheranno nulla",
    );
}

#[test]
fn portuguese() {
    check_in(
        "pt",
        "A prefeita de Hallvik, Inês Calder, disse na segunda-feira que a ponte continuará \
         fechada até maio. “Verificamos cada parafuso da ponte”, afirmou Calder em uma \
         entrevista coletiva.\n\nSegundo o Ministério dos Transportes, as obras custarão três \
         milhões de euros. “Ninguém será esquecido nesta cidade”, garantiu Tomás Orsay, o \
         governador da região. De acordo com Orsay, a estrada é segura.\n\n“O barco”, explicou \
         Inês Calder, “sairá a cada hora”. Ela acrescentou que os moradores não pagarão nada.",
        "Indirect [Inês Calder] (disse) que a ponte continuará fechada até maio @ na segunda-feira
         Direct [Inês Calder] (afirmou) Verificamos cada parafuso da ponte @ em uma entrevista coletiva
         Indirect [Ministério dos Transportes] (Segundo) as obras custarão três milhões de euros
         Direct [Tomás Orsay] (garantiu) Ninguém será esquecido nesta cidade
         Indirect [Tomás Orsay] (De acordo com) a estrada é segura
         Direct [Inês Calder] (explicou) O barco | sairá a cada hora
         Indirect [Inês Calder] (acrescentou) que os moradores não pagarão nada",
    );
}

#[test]
fn dutch() {
    check_in(
        "nl",
        "De burgemeester van Hallvik, Ines Kalder, zei maandag dat de brug tot mei gesloten \
         blijft. „We hebben elke bout van de brug gecontroleerd”, zei Kalder op een \
         persconferentie.\n\nVolgens het ministerie van Verkeer kosten de werken drie miljoen \
         euro. ‘Niemand wordt vergeten in deze stad’, verzekerde Thomas Orsay, de gouverneur \
         van de streek. Aldus Orsay is de weg veilig.\n\n“De veerboot”, legde Ines Kalder uit, \
         “vaart elk uur.” Ze voegde eraan toe dat de bewoners niets betalen.",
        "Indirect [Ines Kalder] (zei) dat de brug tot mei gesloten blijft
         Direct [Ines Kalder] (zei) We hebben elke bout van de brug gecontroleerd @ op een persconferentie
         Indirect [ministerie van Verkeer] (Volgens) kosten de werken drie miljoen euro
         Direct [Thomas Orsay] (verzekerde) Niemand wordt vergeten in deze stad
         Direct [Ines Kalder] (legde) De veerboot | vaart elk uur.
         Indirect [Ines Kalder] (voegde) dat de bewoners niets betalen",
    );
}

#[test]
fn polish() {
    check_in(
        "pl",
        "Burmistrz Hallviku Anna Kowalska powiedziała w poniedziałek, że most pozostanie \
         zamknięty do maja. „Sprawdziliśmy każdą śrubę mostu”, powiedziała Kowalska na \
         konferencji prasowej.\n\nWedług Ministerstwa Transportu prace będą kosztować trzy \
         miliony euro. „Nikt w tym mieście nie zostanie zapomniany” – zapewnił Tomasz Orsay, \
         wojewoda regionu. Zdaniem Orsaya droga jest bezpieczna.\n\n– Prom będzie kursował co \
         godzinę – wyjaśniła Anna Kowalska. Dodała, że mieszkańcy nic nie zapłacą.",
        "Indirect [Anna Kowalska] (powiedziała) że most pozostanie zamknięty do maja @ w poniedziałek
         Direct [Anna Kowalska] (powiedziała) Sprawdziliśmy każdą śrubę mostu @ na konferencji prasowej
         Indirect [Ministerstwa Transportu] (Według) prace będą kosztować trzy miliony euro
         Direct [Tomasz Orsay] (zapewnił) Nikt w tym mieście nie zostanie zapomniany
         Indirect [Tomasz Orsay] (Zdaniem) droga jest bezpieczna
         Indirect [Anna Kowalska] (wyjaśniła) Prom będzie kursował co godzinę
         Indirect [Anna Kowalska] (Dodała) że mieszkańcy nic nie zapłacą",
    );
}

#[test]
fn russian() {
    check_in(
        "ru",
        "Мэр Халлвика Анна Ковалева заявила в понедельник, что мост останется закрытым до мая. \
         «Мы проверили каждый болт моста», — сказала Ковалева на пресс-конференции.\n\nПо \
         данным министерства транспорта, работы обойдутся в три миллиона евро. «Никто в этом \
         городе не будет забыт», — заверил губернатор области Олег Орлов. По словам Орлова, \
         дорога безопасна.\n\n«Паром, — пояснила Анна Ковалева, — будет ходить каждый час». \
         Она добавила, что жители ничего не заплатят.",
        "Indirect [Анна Ковалева] (заявила) что мост останется закрытым до мая @ в понедельник
         Direct [Анна Ковалева] (сказала) Мы проверили каждый болт моста
         Indirect [министерства транспорта] (По данным) работы обойдутся в три миллиона евро
         Direct [Олег Орлов] (заверил) Никто в этом городе не будет забыт
         Indirect [Олег Орлов] (По словам) дорога безопасна
         Direct [Анна Ковалева] (пояснила) Паром | будет ходить каждый час
         Indirect [Анна Ковалева] (добавила) что жители ничего не заплатят",
    );
}

#[test]
fn ukrainian() {
    check_in(
        "uk",
        "Мер Галвіка Анна Коваленко заявила в понеділок, що міст залишиться закритим до \
         травня. «Ми перевірили кожен болт мосту», — сказала Коваленко на \
         пресконференції.\n\nЗа даними міністерства транспорту, роботи коштуватимуть три \
         мільйони євро. «Нікого в цьому місті не забудуть», — запевнив губернатор області Олег \
         Орленко. За словами Орленка, дорога безпечна.\n\n«Пором, — пояснила Анна Коваленко, — \
         ходитиме щогодини». Вона додала, що мешканці нічого не заплатять.",
        "Indirect [Анна Коваленко] (заявила) що міст залишиться закритим до травня @ в понеділок
         Direct [Анна Коваленко] (сказала) Ми перевірили кожен болт мосту
         Indirect [міністерства транспорту] (За даними) роботи коштуватимуть три мільйони євро
         Direct [Олег Орленко] (запевнив) Нікого в цьому місті не забудуть
         Indirect [Олег Орленко] (За словами) дорога безпечна
         Direct [Анна Коваленко] (пояснила) Пором | ходитиме щогодини
         Indirect [Анна Коваленко] (додала) що мешканці нічого не заплатять",
    );
}
